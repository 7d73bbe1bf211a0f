package dev.warren.wg.timers;

import java.util.function.LongUnaryOperator;

/**
 * The five timers of a peer, named as in the kernel's timers.c. Each is a deadline, 0 if it is not set. Events come from any
 * thread: the deadlines are volatile, and a lost race only moves one by a packet's time, as in the kernel. {@link #poll} and the handshake's
 * events are the control thread's.
 */
public final class PeerTimers {
    private final TimerParameters parameters;
    private final LongUnaryOperator random;

    private volatile long retransmitHandshake;
    private volatile long sendKeepalive;
    private volatile long newHandshake;
    private volatile long zeroKeyMaterial;
    private volatile long persistentKeepalive;

    private volatile long persistentInterval;
    private volatile boolean needAnotherKeepalive;
    private volatile boolean sentLastMinuteHandshake;
    private int handshakeAttempts;
    private Runnable earlier = () -> {};
    private volatile long scheduled;

    /** Timers with nothing set; {@code random} maps a bound to a number from 0 to below it. */
    public PeerTimers(TimerParameters parameters, LongUnaryOperator random) {
        this.parameters = parameters;
        this.random = random;
    }

    /**
     * What to run, on any thread, when a deadline is set before the one that {@link #schedule} told of last. Called once,
     * before any event.
     */
    public void whenEarlier(Runnable run) {
        earlier = run;
    }

    /**
     * The nearest deadline, 0 if there is none: when {@link #poll} is worth calling. From here on only an earlier one is
     * reported. The control thread.
     */
    public long schedule() {
        scheduled = 0;
        long nearest = 0;
        nearest = nearer(nearest, retransmitHandshake);
        nearest = nearer(nearest, sendKeepalive);
        nearest = nearer(nearest, newHandshake);
        nearest = nearer(nearest, zeroKeyMaterial);
        nearest = nearer(nearest, persistentKeepalive);
        scheduled = nearest;
        return nearest;
    }

    private static long nearer(long one, long other) {
        return one == 0 || (other != 0 && other - one < 0) ? other : one;
    }

    /** Tells of a deadline that was just set, if the control thread would come too late for it. */
    private void announce(long deadline) {
        long known = scheduled;
        if (known == 0 || deadline - known < 0) {
            earlier.run();
        }
    }

    /** Sets the persistent keepalive's interval in nanoseconds; 0 switches it off. */
    public void setPersistentKeepalive(long interval) {
        persistentInterval = interval;
        if (interval == 0) {
            persistentKeepalive = 0;
        }
    }

    /** A packet with data was sent: something should come back. */
    public void dataSent(long now) {
        if (newHandshake == 0) {
            newHandshake = at(now + parameters.keepaliveTimeout() + parameters.rekeyTimeout() + jitter());
            announce(newHandshake);
        }
    }

    /** A packet with data was received: something should go back. */
    public void dataReceived(long now) {
        if (sendKeepalive == 0) {
            sendKeepalive = at(now + parameters.keepaliveTimeout());
            announce(sendKeepalive);
        } else if (!needAnotherKeepalive) {
            needAnotherKeepalive = true;
        }
    }

    /** Anything authentic was sent. */
    public void anyAuthenticatedPacketSent() {
        if (sendKeepalive != 0) {
            sendKeepalive = 0;
        }
    }

    /** Anything authentic was received. */
    public void anyAuthenticatedPacketReceived() {
        if (newHandshake != 0) {
            newHandshake = 0;
        }
    }

    /** Anything authentic was sent or received. */
    public void anyAuthenticatedPacketTraversal(long now) {
        long interval = persistentInterval;
        if (interval != 0) {
            persistentKeepalive = at(now + interval);
            announce(persistentKeepalive);
        }
    }

    /** An initiation was sent. */
    public void handshakeInitiated(long now) {
        retransmitHandshake = at(now + parameters.rekeyTimeout() + jitter());
        announce(retransmitHandshake);
    }

    /** A handshake was asked for by anything but a retry. */
    public void handshakeWanted() {
        handshakeAttempts = 0;
    }

    /** A response, or the first packet that confirms ours, was received. */
    public void handshakeComplete() {
        retransmitHandshake = 0;
        handshakeAttempts = 0;
        sentLastMinuteHandshake = false;
    }

    /** A session's keys were made. */
    public void sessionDerived(long now) {
        zeroKeyMaterial = at(now + parameters.wipeAfterTime());
        announce(zeroKeyMaterial);
    }

    /** True once a session: the receiver starts a handshake before its key is rejected. */
    public boolean claimLastMinuteHandshake() {
        if (sentLastMinuteHandshake) {
            return false;
        }
        sentLastMinuteHandshake = true;
        return true;
    }

    /** Unsets all. */
    public void stop() {
        retransmitHandshake = 0;
        sendKeepalive = 0;
        newHandshake = 0;
        zeroKeyMaterial = 0;
        persistentKeepalive = 0;
        needAnotherKeepalive = false;
        sentLastMinuteHandshake = false;
        handshakeAttempts = 0;
    }

    /** Runs what has expired. */
    public void poll(long now, TimerActions actions) {
        if (expired(retransmitHandshake, now)) {
            retransmitHandshake = 0;
            expiredRetransmitHandshake(now, actions);
        }
        if (expired(sendKeepalive, now)) {
            sendKeepalive = 0;
            actions.sendKeepalive();
            if (needAnotherKeepalive) {
                needAnotherKeepalive = false;
                sendKeepalive = at(now + parameters.keepaliveTimeout());
                announce(sendKeepalive);
            }
        }
        if (expired(newHandshake, now)) {
            newHandshake = 0;
            handshakeAttempts = 0;
            actions.beginHandshake();
        }
        if (expired(zeroKeyMaterial, now)) {
            zeroKeyMaterial = 0;
            actions.wipeKeys();
        }
        if (expired(persistentKeepalive, now)) {
            persistentKeepalive = 0;
            if (persistentInterval != 0) {
                actions.sendKeepalive();
            }
        }
    }

    private void expiredRetransmitHandshake(long now, TimerActions actions) {
        if (handshakeAttempts >= parameters.maximumAttempts()) {
            sendKeepalive = 0;
            if (zeroKeyMaterial == 0) {
                zeroKeyMaterial = at(now + parameters.wipeAfterTime());
                announce(zeroKeyMaterial);
            }
            actions.giveUpHandshake();
        } else {
            handshakeAttempts++;
            actions.retryHandshake();
        }
    }

    private long jitter() {
        return random.applyAsLong(parameters.jitter());
    }

    private static boolean expired(long deadline, long now) {
        return deadline != 0 && now - deadline >= 0;
    }

    private static long at(long deadline) {
        return deadline == 0 ? 1 : deadline;
    }
}
