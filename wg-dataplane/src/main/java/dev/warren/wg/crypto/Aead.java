package dev.warren.wg.crypto;

import java.lang.foreign.MemorySegment;

/**
 * ChaCha20-Poly1305 (RFC 8439) of transport data: no associated data, the nonce is 32 zero bits and a 64-bit little-endian
 * counter. An object is one thread's; {@link Secret}s may be shared.
 */
public interface Aead {
    /** The length of the authenticator in bytes. */
    int TAG = 16;

    /** Encrypts {@code length} bytes at {@code at} in place; the authenticator follows them. */
    void seal(Secret key, long counter, MemorySegment memory, long at, int length);

    /**
     * Decrypts {@code length} bytes at {@code at} in place, the authenticator not counted, which follows them. Returns false, and
     * leaves rubbish there, if the authenticator is wrong.
     */
    boolean open(Secret key, long counter, MemorySegment memory, long at, int length);

    /**
     * The fastest that this machine has: libcrypto's if it can be loaded, the JDK's otherwise, or if the system
     * property {@code warren.wg.aead.jdk} is true.
     */
    static Aead fastest() {
        OpenSslAead openSsl = Boolean.getBoolean("warren.wg.aead.jdk") ? null : OpenSslAead.load();
        return openSsl == null ? new JdkAead() : openSsl;
    }
}
