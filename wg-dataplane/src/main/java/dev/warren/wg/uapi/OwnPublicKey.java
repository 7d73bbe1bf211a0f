package dev.warren.wg.uapi;

import dev.warren.net.PublicKey;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Optional;
import org.bouncycastle.math.ec.rfc7748.X25519;
import org.jspecify.annotations.Nullable;

/**
 * Derives a device's public key from the private key in its reply. Bouncy Castle wants that in a heap array; it is wiped, and
 * it is needed only when the private key has changed, which a keyed 64-bit fingerprint tells. Not thread-safe.
 */
final class OwnPublicKey {
    static final int HEX_DIGITS = 64;

    private final long[] multipliers =
            new SecureRandom().longs(HEX_DIGITS / 8).map(value -> value | 1).toArray();
    private long fingerprint;
    private @Nullable PublicKey derived;

    /** The public key; empty if the digits are all zero, which means no key. */
    Optional<PublicKey> of(ByteBuffer hex) {
        long now = fingerprint(hex);
        if (derived != null && now == fingerprint) {
            return Optional.of(derived);
        }
        byte[] secret = new byte[PublicKey.BYTES];
        try {
            int any = 0;
            for (int i = 0; i < secret.length; i++) {
                secret[i] =
                        (byte) ((Character.digit(hex.get(2 * i), 16) << 4) | Character.digit(hex.get(2 * i + 1), 16));
                any |= secret[i];
            }
            if (any == 0) {
                return Optional.empty();
            }
            byte[] result = new byte[PublicKey.BYTES];
            X25519.scalarMultBase(secret, 0, result, 0);
            derived = PublicKey.of(result);
            fingerprint = now;
            return Optional.of(derived);
        } finally {
            Arrays.fill(secret, (byte) 0);
        }
    }

    private long fingerprint(ByteBuffer hex) {
        long sum = 0;
        for (int i = 0; i < multipliers.length; i++) {
            sum += hex.getLong(8 * i) * multipliers[i];
        }
        return sum;
    }
}
