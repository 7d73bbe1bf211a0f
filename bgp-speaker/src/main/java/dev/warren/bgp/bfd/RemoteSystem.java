package dev.warren.bgp.bfd;

/** What the neighbour has said last (RFC 5880 section 6.8.1). Times are microseconds. */
final class RemoteSystem {
    private int discriminator;
    private int multiplier;
    private long desiredMinTx;
    private long requiredMinRx = 1;
    private BfdState state = BfdState.DOWN;
    private boolean demand;

    void heard(ControlPacket packet) {
        discriminator = packet.myDiscriminator();
        multiplier = packet.detectMultiplier();
        desiredMinTx = packet.desiredMinTx();
        requiredMinRx = packet.requiredMinRx();
        state = packet.state();
        demand = packet.demand();
    }

    /** It was silent for too long; when it speaks again it may be another one. */
    void forget() {
        discriminator = 0;
        requiredMinRx = 1;
        state = BfdState.DOWN;
        demand = false;
    }

    /** True if it is up in demand mode: it hears nothing from us unless it or we poll (section 6.6). */
    boolean demandsSilence() {
        return demand && state == BfdState.UP;
    }

    int discriminator() {
        return discriminator;
    }

    int multiplier() {
        return multiplier;
    }

    long desiredMinTx() {
        return desiredMinTx;
    }

    long requiredMinRx() {
        return requiredMinRx;
    }
}
