package dev.warren.wg.crypto;

/** Curve25519 (RFC 7748) over secrets. Any thread. */
public final class X25519 {
    /** The length of keys and results in bytes. */
    public static final int BYTES = 32;

    private static final byte[] BASE_POINT = new byte[BYTES];

    static {
        BASE_POINT[0] = 9;
    }

    private X25519() {}

    /** The public key of a private one. */
    public static byte[] publicKey(Secret privateKey) {
        byte[] result = new byte[BYTES];
        MontgomeryLadder.multiply(privateKey, BASE_POINT, 0, result);
        return result;
    }

    /**
     * The shared secret into {@code result}, which the caller wipes; false, with zeros there, if it is all zero: the other side sent a point of
     * low order, which WireGuard refuses.
     */
    public static boolean agree(Secret privateKey, byte[] theirs, int at, byte[] result) {
        MontgomeryLadder.multiply(privateKey, theirs, at, result);
        int any = 0;
        for (byte b : result) {
            any |= b;
        }
        return any != 0;
    }

    /** Clears and sets the bits that RFC 7748 section 5 says, as {@code wg genkey} does. */
    public static void clamp(byte[] scalar) {
        scalar[0] &= (byte) 0xf8;
        scalar[31] = (byte) ((scalar[31] & 0x7f) | 0x40);
    }
}
