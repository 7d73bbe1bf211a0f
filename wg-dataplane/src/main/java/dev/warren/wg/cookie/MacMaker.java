package dev.warren.wg.cookie;

import dev.warren.wg.crypto.Blake2s;
import dev.warren.wg.crypto.ChaCha20Poly1305;
import dev.warren.wg.noise.Messages;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The sender's side, one for each peer: puts MACs on messages and keeps the peer's cookie. The handshake thread's. */
public final class MacMaker {
    /** How long a cookie is used, in nanoseconds: 5 s less than it is valid. */
    public static final long COOKIE_LIFETIME = 115_000_000_000L;

    private static final int MAC = Blake2s.MAC_BYTES;

    private final byte[] publicKey;
    private @Nullable CookieKeys keys;
    private byte @Nullable [] lastMac1;
    private byte @Nullable [] cookie;
    private long cookieReceivedAt;

    /** For messages to the owner of this public key. */
    public MacMaker(byte[] publicKey) {
        this.publicKey = publicKey;
    }

    /** Made when first needed: idle peers do without. */
    private CookieKeys keys() {
        CookieKeys made = keys;
        if (made == null) {
            made = new CookieKeys(publicKey);
            keys = made;
        }
        return made;
    }

    /** Fills the two MACs at the message's end. */
    public void sign(byte[] message, long now) {
        int at = message.length - Messages.MACS;
        byte[] mac1 = Blake2s.mac(keys().mac1, message, 0, at);
        System.arraycopy(mac1, 0, message, at, MAC);
        lastMac1 = mac1;
        if (cookie != null && now - cookieReceivedAt <= COOKIE_LIFETIME) {
            byte[] mac2 = Blake2s.mac(cookie, message, 0, at + MAC);
            System.arraycopy(mac2, 0, message, at + MAC, MAC);
        }
    }

    /** Takes the cookie of a reply; only one for each MAC1 that was sent. Returns false if it is not authentic. */
    public boolean accept(byte[] reply, long now) {
        byte[] mac1 = lastMac1;
        if (mac1 == null) {
            return false;
        }
        byte[] nonce = Arrays.copyOfRange(reply, Messages.COOKIE_NONCE, Messages.COOKIE_SEALED);
        byte[] sealed = Arrays.copyOfRange(reply, Messages.COOKIE_SEALED, Messages.COOKIE_REPLY_BYTES);
        byte[] opened = ChaCha20Poly1305.openX(keys().cookie, nonce, sealed, mac1);
        if (opened == null) {
            return false;
        }
        lastMac1 = null;
        cookie = opened;
        cookieReceivedAt = now;
        return true;
    }
}
