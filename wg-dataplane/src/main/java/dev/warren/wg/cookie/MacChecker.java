package dev.warren.wg.cookie;

import dev.warren.wg.crypto.Blake2s;
import dev.warren.wg.crypto.ChaCha20Poly1305;
import dev.warren.wg.noise.Messages;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * The receiver's side: checks MACs and hands out cookies. {@link #hasValidMac1} may be called from any thread; the rest is
 * the handshake thread's.
 */
public final class MacChecker {
    /** How long a secret makes cookies, in nanoseconds. */
    public static final long SECRET_LIFETIME = 120_000_000_000L;

    private static final int MAC = Blake2s.MAC_BYTES;

    private final CookieKeys keys;
    private final RandomGenerator random;
    private final byte[] secret = new byte[32];
    private boolean hasSecret;
    private long secretMadeAt;

    /** A checker for messages to the owner of this public key; the random generator must be a secure one. */
    public MacChecker(byte[] publicKey, RandomGenerator random) {
        keys = new CookieKeys(publicKey);
        this.random = random;
    }

    /** True if the message's MAC1 is right, compared in constant time. The message ends in its two MACs. */
    public boolean hasValidMac1(byte[] message) {
        int at = message.length - Messages.MACS;
        return MessageDigest.isEqual(Blake2s.mac(keys.mac1, message, 0, at), Arrays.copyOfRange(message, at, at + MAC));
    }

    /** True if the message's MAC2 proves that its sender receives what is sent to this source. */
    public boolean hasValidMac2(byte[] message, byte[] source, long now) {
        if (!hasSecret || now - secretMadeAt > SECRET_LIFETIME) {
            return false;
        }
        int at = message.length - MAC;
        return MessageDigest.isEqual(
                Blake2s.mac(cookie(source), message, 0, at), Arrays.copyOfRange(message, at, at + MAC));
    }

    /** The cookie reply to a message whose MAC1 is right. */
    public byte[] reply(byte[] message, byte[] source, long now) {
        if (!hasSecret || now - secretMadeAt > SECRET_LIFETIME) {
            random.nextBytes(secret);
            secretMadeAt = now;
            hasSecret = true;
        }
        byte[] nonce = new byte[ChaCha20Poly1305.X_NONCE];
        random.nextBytes(nonce);
        int mac1 = message.length - Messages.MACS;
        byte[] sealed = ChaCha20Poly1305.sealX(
                keys.cookie, nonce, cookie(source), Arrays.copyOfRange(message, mac1, mac1 + MAC));
        ByteBuffer reply = ByteBuffer.allocate(Messages.COOKIE_REPLY_BYTES).order(ByteOrder.LITTLE_ENDIAN);
        reply.putInt(Messages.COOKIE_REPLY);
        reply.put(message, Messages.SENDER, 4);
        return reply.put(nonce).put(sealed).array();
    }

    private byte[] cookie(byte[] source) {
        return Blake2s.mac(secret, source, 0, source.length);
    }
}
