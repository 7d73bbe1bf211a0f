package dev.warren.wg.cookie;

import dev.warren.wg.crypto.Blake2s;
import java.nio.charset.StandardCharsets;

/** The two keys that everyone who knows a public key can make. */
final class CookieKeys {
    private static final byte[] LABEL_MAC1 = "mac1----".getBytes(StandardCharsets.UTF_8);
    private static final byte[] LABEL_COOKIE = "cookie--".getBytes(StandardCharsets.UTF_8);

    final byte[] mac1;
    final byte[] cookie;

    CookieKeys(byte[] publicKey) {
        mac1 = Blake2s.hash(LABEL_MAC1, publicKey);
        cookie = Blake2s.hash(LABEL_COOKIE, publicKey);
    }
}
