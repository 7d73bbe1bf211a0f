package dev.warren.wg.crypto;

import org.bouncycastle.crypto.digests.Blake2sDigest;

/** BLAKE2s (RFC 7693) as WireGuard uses it: hash and keyed MAC of 16 bytes. Any thread. */
public final class Blake2s {
    /** The length of a hash in bytes. */
    public static final int BYTES = 32;

    /** The length of a MAC in bytes. */
    public static final int MAC_BYTES = 16;

    private Blake2s() {}

    /** HASH(parts one after the other). */
    public static byte[] hash(byte[]... parts) {
        Blake2sDigest digest = new Blake2sDigest(256);
        return finish(digest, parts);
    }

    /** HASH(a ‖ the part of b), into {@code out}. */
    static void hash(byte[] a, byte[] b, int at, int length, byte[] out) {
        Blake2sDigest digest = new Blake2sDigest(256);
        digest.update(a, 0, a.length);
        digest.update(b, at, length);
        digest.doFinal(out, 0);
    }

    /** MAC(key, the part of the input): keyed BLAKE2s of 16 bytes. */
    public static byte[] mac(byte[] key, byte[] input, int at, int length) {
        Blake2sDigest digest = new Blake2sDigest(key, MAC_BYTES, null, null);
        digest.update(input, at, length);
        byte[] out = new byte[MAC_BYTES];
        digest.doFinal(out, 0);
        digest.clearKey();
        return out;
    }

    private static byte[] finish(Blake2sDigest digest, byte[]... parts) {
        for (byte[] part : parts) {
            digest.update(part, 0, part.length);
        }
        byte[] out = new byte[BYTES];
        digest.doFinal(out, 0);
        return out;
    }
}
