package dev.warren.wg.crypto;

import org.bouncycastle.crypto.digests.Blake2sDigest;

/** BLAKE2s (RFC 7693) as WireGuard uses it: hash, keyed MAC of 16 bytes, HMAC, and the KDF of the paper's section 5.4. Any thread. */
public final class Blake2s {
    /** The length of a hash in bytes. */
    public static final int BYTES = 32;

    /** The length of a MAC in bytes. */
    public static final int MAC_BYTES = 16;

    private static final int BLOCK = 64;

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

    /** HMAC (RFC 2104) with BLAKE2s; the key has at most 64 bytes. */
    public static byte[] hmac(byte[] key, byte[]... parts) {
        byte[] pad = new byte[BLOCK];
        System.arraycopy(key, 0, pad, 0, key.length);
        xor(pad, (byte) 0x36);
        Blake2sDigest digest = new Blake2sDigest(256);
        digest.update(pad, 0, BLOCK);
        byte[] inner = finish(digest, parts);
        xor(pad, (byte) (0x36 ^ 0x5c));
        digest = new Blake2sDigest(256);
        digest.update(pad, 0, BLOCK);
        byte[] result = finish(digest, inner);
        java.util.Arrays.fill(pad, (byte) 0);
        return result;
    }

    /** KDF_n(key, input): n keys of 32 bytes, 1 to 3. */
    public static byte[][] kdf(int n, byte[] key, byte[] input) {
        byte[] extracted = hmac(key, input);
        byte[][] keys = new byte[n][];
        byte[] before = new byte[0];
        for (int i = 0; i < n; i++) {
            keys[i] = hmac(extracted, before, new byte[] {(byte) (i + 1)});
            before = keys[i];
        }
        java.util.Arrays.fill(extracted, (byte) 0);
        return keys;
    }

    private static byte[] finish(Blake2sDigest digest, byte[]... parts) {
        for (byte[] part : parts) {
            digest.update(part, 0, part.length);
        }
        byte[] out = new byte[BYTES];
        digest.doFinal(out, 0);
        return out;
    }

    private static void xor(byte[] bytes, byte with) {
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] ^= with;
        }
    }
}
