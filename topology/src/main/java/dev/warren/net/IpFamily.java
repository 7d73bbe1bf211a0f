package dev.warren.net;

/** An address family. Warren treats both alike: what is done for one is done for the other. */
public enum IpFamily {
    /** IPv4 (RFC 791), 32 bits. */
    V4(32),
    /** IPv6 (RFC 8200), 128 bits. */
    V6(128);

    private final int bits;

    IpFamily(int bits) {
        this.bits = bits;
    }

    /** The number of bits in an address: 32 or 128. */
    public int bits() {
        return bits;
    }

    /** The number of bytes in an address: 4 or 16. */
    public int bytes() {
        return bits / 8;
    }
}
