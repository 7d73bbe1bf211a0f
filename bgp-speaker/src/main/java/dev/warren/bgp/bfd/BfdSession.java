package dev.warren.bgp.bfd;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * One session in asynchronous mode without echo and authentication (RFC 5880 section 6); the neighbour's demand mode is respected. Pure but for the given generator, which
 * jitters the transmission. Times are microseconds of any steady clock. Owned by one thread.
 */
public final class BfdSession {
    /** No time. */
    public static final long NEVER = Long.MAX_VALUE;

    /** While a session isn't up, it sends at most once a second (section 6.8.3). */
    private static final long SLOW = 1_000_000;

    private final int discriminator;
    private final RandomGenerator random;
    private final RemoteSystem remote = new RemoteSystem();
    private BfdParameters parameters;
    private BfdState state = BfdState.DOWN;
    private Diagnostic diagnostic = Diagnostic.NONE;
    private boolean polling;
    private long transmitInterval;
    private long receiveInterval;
    private long lastSent;
    private long sendAt;
    private long expiresAt = NEVER;
    private List<BfdAction> actions = new ArrayList<>();

    /**
     * A session in Down that sends its first packet at once.
     *
     * @param discriminator our number of it, not 0, unique in the system
     */
    public BfdSession(int discriminator, BfdParameters parameters, RandomGenerator random, long now) {
        if (discriminator == 0) {
            throw new IllegalArgumentException("a discriminator is not 0");
        }
        this.discriminator = discriminator;
        this.parameters = parameters;
        this.random = random;
        this.transmitInterval = desiredMinTx();
        this.receiveInterval = parameters.requiredMinRxMicros();
        this.lastSent = now;
        this.sendAt = now;
    }

    /** Its state. */
    public BfdState state() {
        return state;
    }

    /** Why it last went down. */
    public Diagnostic diagnostic() {
        return diagnostic;
    }

    /** The time after which the neighbour's silence takes the session down, in microseconds; 0 before it was heard. */
    public long detectionTime() {
        return remote.multiplier() * Math.max(receiveInterval, remote.desiredMinTx());
    }

    /** When the next {@link #tick} is due. */
    public long nextDeadline() {
        return Math.min(sends() ? sendAt : NEVER, expiresAt);
    }

    /** A packet that belongs to this session, by the rules of section 6.8.6. */
    public List<BfdAction> received(ControlPacket packet, long now) {
        boolean forUs = packet.yourDiscriminator() == discriminator
                || (packet.yourDiscriminator() == 0 && packet.state().compareTo(BfdState.INIT) < 0);
        if (!forUs) {
            return List.of();
        }
        remote.heard(packet);
        if (polling && packet.fin()) {
            polling = false;
            transmitInterval = desiredMinTx();
            receiveInterval = parameters.requiredMinRxMicros();
        }
        expiresAt = now + detectionTime();
        if (state != BfdState.ADMIN_DOWN) {
            follow(packet, now);
            if (packet.poll()) {
                send(true, now);
            }
        }
        sendAt = Math.min(sendAt, lastSent + interval());
        return done();
    }

    /** The state machine of section 6.2. */
    private void follow(ControlPacket packet, long now) {
        switch (packet.state()) {
            case ADMIN_DOWN -> goDown(Diagnostic.NEIGHBOUR_SIGNALED_DOWN, true, now);
            case DOWN -> {
                if (state == BfdState.DOWN) {
                    enter(BfdState.INIT, now);
                } else if (state == BfdState.UP) {
                    goDown(Diagnostic.NEIGHBOUR_SIGNALED_DOWN, false, now);
                }
            }
            case INIT -> {
                if (state != BfdState.UP) {
                    enter(BfdState.UP, now);
                }
            }
            case UP -> {
                if (state == BfdState.INIT) {
                    enter(BfdState.UP, now);
                }
            }
        }
    }

    /** Time has passed. */
    public List<BfdAction> tick(long now) {
        if (expiresAt <= now) {
            expiresAt = NEVER;
            remote.forget();
            goDown(Diagnostic.DETECTION_TIME_EXPIRED, false, now);
        }
        if (sends() && sendAt <= now) {
            send(false, now);
        }
        return done();
    }

    /** An operator takes the session down; it goes on saying so. */
    public List<BfdAction> disable(long now) {
        if (state != BfdState.ADMIN_DOWN) {
            diagnostic = Diagnostic.ADMINISTRATIVELY_DOWN;
            enter(BfdState.ADMIN_DOWN, now);
        }
        return done();
    }

    /** Says once more what state it is in, besides the periodic packets: one alone may be lost. */
    public List<BfdAction> repeat(long now) {
        announce(now);
        return done();
    }

    /** An operator lets it come up again. */
    public List<BfdAction> enable(long now) {
        if (state == BfdState.ADMIN_DOWN) {
            enter(BfdState.DOWN, now);
        }
        return done();
    }

    /** Other parameters; a session that is up takes them over when the neighbour has confirmed them (section 6.8.3). */
    public List<BfdAction> change(BfdParameters to, long now) {
        parameters = to;
        if (state != BfdState.UP) {
            transmitInterval = desiredMinTx();
            receiveInterval = to.requiredMinRxMicros();
        } else {
            transmitInterval = Math.min(transmitInterval, desiredMinTx());
            receiveInterval = Math.max(receiveInterval, to.requiredMinRxMicros());
            poll(now);
        }
        return done();
    }

    private void goDown(Diagnostic why, boolean byOperator, long now) {
        if (state == BfdState.INIT || state == BfdState.UP) {
            diagnostic = why;
            enter(BfdState.DOWN, byOperator, now);
        }
    }

    private void enter(BfdState to, long now) {
        enter(to, to == BfdState.ADMIN_DOWN, now);
    }

    private void enter(BfdState to, boolean byOperator, long now) {
        BfdState from = state;
        state = to;
        if (to == BfdState.UP) {
            diagnostic = Diagnostic.NONE;
        }
        transmitInterval = desiredMinTx();
        actions.add(new BfdAction.StateChanged(from, to, diagnostic, byOperator));
        if (to == BfdState.UP) {
            poll(now);
        } else {
            polling = false;
            announce(now);
        }
    }

    private void poll(long now) {
        polling = true;
        announce(now);
    }

    /** What the neighbour should know at once (section 6.8.7). */
    private void announce(long now) {
        if (sends()) {
            send(false, now);
        }
    }

    /** Whether periodic packets go out (section 6.8.7). */
    private boolean sends() {
        boolean quiet = state == BfdState.UP && remote.demandsSilence() && !polling;
        return !(parameters.passive() && remote.discriminator() == 0) && remote.requiredMinRx() != 0 && !quiet;
    }

    /** Answers come besides the periodic packets (section 6.8.7). */
    private void send(boolean answer, long now) {
        actions.add(new BfdAction.Send(new ControlPacket(
                diagnostic,
                state,
                polling && !answer,
                answer,
                false,
                false,
                parameters.detectMultiplier(),
                discriminator,
                remote.discriminator(),
                desiredMinTx(),
                parameters.requiredMinRxMicros(),
                0)));
        if (!answer) {
            lastSent = now;
            sendAt = now + jittered(interval());
        }
    }

    private long desiredMinTx() {
        long wanted = parameters.desiredMinTxMicros();
        return state == BfdState.UP ? wanted : Math.max(SLOW, wanted);
    }

    private long interval() {
        return Math.max(transmitInterval, remote.requiredMinRx());
    }

    /** Section 6.8.7: 75 to 100 % of the interval; with a multiplier of 1 at most 90 %. */
    private long jittered(long interval) {
        long most = parameters.detectMultiplier() == 1 ? interval / 10 * 9 : interval;
        return most - random.nextLong(most - interval / 4 * 3 + 1);
    }

    private List<BfdAction> done() {
        if (actions.isEmpty()) {
            return List.of();
        }
        List<BfdAction> all = actions;
        actions = new ArrayList<>();
        return all;
    }
}
