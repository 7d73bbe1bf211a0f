package dev.warren.wg.engine;

import dev.warren.wg.crypto.Aead;
import dev.warren.wg.timers.TimerActions;
import java.util.random.RandomGenerator;

/** Handshakes, timers, and what the data paths ask for. One thread's; each call takes the device's lock. */
public final class ControlPath {
    /** At most so many handshake messages a turn, so that timers and the configuration get theirs. */
    private static final int MESSAGES_A_TURN = 64;

    private final Device device;
    private final PacketSender sender;
    private final Handshakes handshakes;
    private final Expired expired = new Expired();
    private long now;
    private long unixNanos;

    ControlPath(Device device, Aead aead, RandomGenerator random, Transmitter transmitter) {
        this.device = device;
        sender = new PacketSender(device, aead, transmitter);
        handshakes = new Handshakes(device, random, transmitter, sender);
    }

    /**
     * Does what waits: handshake messages and requests of the data paths. Returns true if there is more.
     *
     * @param time the time in nanoseconds, on the clock of the device, which counts suspended time too
     * @param unix the wall clock in nanoseconds since 1970
     */
    public boolean run(long time, long unix) {
        device.lock();
        try {
            now = time;
            unixNanos = unix;
            for (Peer peer = device.nextRequest(); peer != null; peer = device.nextRequest()) {
                serve(peer, peer.requests.getAndSet(0));
            }
            for (int i = 0; i < MESSAGES_A_TURN; i++) {
                device.handshakes().measure(now);
                HandshakeQueue.Message message = device.handshakes().poll();
                if (message == null) {
                    break;
                }
                if (device.isUp()) {
                    handshakes.consume(message, device.handshakes().isUnderLoad(message), now, unixNanos);
                }
            }
            sender.batch.flush();
            return !device.handshakes().isEmpty();
        } finally {
            device.unlock();
        }
    }

    /** Runs expired timers and ends what is retired. Call it every few dozen milliseconds. */
    public void tick(long time, long unix) {
        device.lock();
        try {
            now = time;
            unixNanos = unix;
            if (device.isUp()) {
                device.wheel().poll(now, this::expire);
            }
            expired.peer = null;
            sender.batch.flush();
        } finally {
            device.unlock();
        }
        device.quiescence().reclaim();
    }

    private void expire(Peer peer) {
        expired.peer = peer;
        peer.timers.poll(now, expired);
        device.schedule(peer);
    }

    private void serve(Peer peer, int requests) {
        if ((requests & Peer.TIMERS) != 0 && !peer.removed) {
            device.schedule(peer);
        }
        if (peer.removed || !device.isUp()) {
            return;
        }
        if ((requests & Peer.CONFIRMED) != 0) {
            handshakes.complete(peer, unixNanos);
        }
        if ((requests & Peer.FLUSH) != 0) {
            sender.sendStaged(peer, now);
        }
        if ((requests & Peer.INITIATE) != 0) {
            handshakes.initiate(peer, false, now, unixNanos);
        }
        if ((requests & Peer.KEEPALIVE) != 0) {
            sender.sendKeepalive(peer, now);
        }
    }

    /** What a peer's timers ask for. */
    private final class Expired implements TimerActions {
        private @org.jspecify.annotations.Nullable Peer peer;

        private Peer peer() {
            Peer present = peer;
            if (present == null) {
                throw new IllegalStateException("no peer is being polled");
            }
            return present;
        }

        @Override
        public void retryHandshake() {
            clearSource(peer());
            handshakes.initiate(peer(), true, now, unixNanos);
        }

        @Override
        public void giveUpHandshake() {
            device.forgetHandshake(peer());
            peer().staged.takeAll();
            device.events().handshakeGivenUp(peer());
        }

        @Override
        public void beginHandshake() {
            clearSource(peer());
            handshakes.initiate(peer(), false, now, unixNanos);
        }

        @Override
        public void sendKeepalive() {
            sender.sendKeepalive(peer(), now);
        }

        @Override
        public void wipeKeys() {
            device.expireSession(peer());
        }

        private void clearSource(Peer of) {
            PeerEndpoint endpoint = of.endpoint;
            if (endpoint != null) {
                of.endpoint = endpoint.withoutSource();
            }
        }
    }
}
