package dev.warren.bgp.bfd;

/** What the neighbour has said last (RFC 5880 section 6.8.1). Times are microseconds. */
final class RemoteSystem {
    private int discriminator;
    private int multiplier;
    private long desiredMinTx;
    private long requiredMinRx = 1;

    void heard(ControlPacket packet) {
        discriminator = packet.myDiscriminator();
        multiplier = packet.detectMultiplier();
        desiredMinTx = packet.desiredMinTx();
        requiredMinRx = packet.requiredMinRx();
    }

    /** It was silent for too long; when it speaks again it may be another one. */
    void forget() {
        discriminator = 0;
        requiredMinRx = 1;
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
