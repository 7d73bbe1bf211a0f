package dev.warren.wg.engine;

import dev.warren.wg.noise.TransportKeys;
import dev.warren.wg.replay.ReplayWindow;
import dev.warren.wg.timers.TimerParameters;
import java.util.concurrent.atomic.AtomicLong;

/** The keys of one session, with its counters. Any thread. */
final class Keypair {
    final Peer peer;
    final TransportKeys keys;
    final boolean initiator;
    final long createdAt;
    final int localIndex;
    final int remoteIndex;
    final ReplayWindow replay = new ReplayWindow();
    final AtomicLong sendCounter = new AtomicLong();

    Keypair(Peer peer, TransportKeys keys, boolean initiator, long createdAt, int localIndex, int remoteIndex) {
        this.peer = peer;
        this.keys = keys;
        this.initiator = initiator;
        this.createdAt = createdAt;
        this.localIndex = localIndex;
        this.remoteIndex = remoteIndex;
    }

    /** The first of the counters of the next packets. The caller checks {@link #canSend} for each batch. */
    long nextCounters(int packets) {
        return sendCounter.getAndAdd(packets);
    }

    /** True while it may encrypt: young enough, and a batch away from the last counter at least. */
    boolean canSend(long now, TimerParameters timers) {
        return now - createdAt < timers.rejectAfterTime()
                && Long.compareUnsigned(sendCounter.get(), ReplayWindow.REJECT_AFTER_MESSAGES - 65_536) < 0;
    }

    boolean canReceive(long now, TimerParameters timers) {
        return now - createdAt < timers.rejectAfterTime();
    }

    /** True if sending should start a new handshake. */
    boolean isStaleForSending(long now, TimerParameters timers) {
        return Long.compareUnsigned(sendCounter.get(), TimerParameters.REKEY_AFTER_MESSAGES) > 0
                || (initiator && now - createdAt >= timers.rekeyAfterTime());
    }

    /** True if receiving should start a new handshake. */
    boolean isStaleForReceiving(long now, TimerParameters timers) {
        return initiator && now - createdAt >= timers.rekeyOnReceiveTime();
    }

    void wipe() {
        keys.send().wipe();
        keys.receive().wipe();
    }
}
