package dev.warren.wg.noise;

import java.io.Serial;

/** A handshake message that leads nowhere. It carries no stack trace: strangers cause it. */
public final class HandshakeRefused extends Exception {
    @Serial
    private static final long serialVersionUID = 1L;

    /** Why a handshake message was refused. */
    public enum Reason {
        /** The Diffie-Hellman result was all zero: a point of low order. */
        LOW_ORDER_POINT,
        /** An authenticator was wrong: not for us, or not from whom it says. */
        NOT_AUTHENTIC,
        /** The length of a field is wrong. */
        MALFORMED
    }

    private final Reason reason;

    HandshakeRefused(Reason reason) {
        super(reason.name(), null, false, false);
        this.reason = reason;
    }

    /** What was wrong. */
    public Reason reason() {
        return reason;
    }
}
