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

    /** Encrypts messages in place with counters that follow each other. */
    default void seal(Secret key, long firstCounter, Train train) {
        for (int i = 0; i < train.count(); i++) {
            seal(key, firstCounter + i, train.memory(), train.at(i), train.length());
        }
    }

    /**
     * Decrypts messages in place, each with its counter. Returns a bit for each message, the lowest for the first, which is set if it is
     * authentic; the others are rubbish now.
     */
    default long open(Secret key, long[] counters, Train train) {
        long authentic = 0;
        for (int i = 0; i < train.count(); i++) {
            if (open(key, counters[i], train.memory(), train.at(i), train.length())) {
                authentic |= 1L << i;
            }
        }
        return authentic;
    }

    /**
     * The fastest that this machine has: libcrypto's if it can be loaded, the JDK's otherwise, or if the system
     * property {@code warren.wg.aead.jdk} is true; for trains vectors, once they are found to be faster.
     */
    static Aead fastest() {
        OpenSslAead openSsl = Boolean.getBoolean("warren.wg.aead.jdk") ? null : OpenSslAead.load();
        return TrainAead.over(openSsl == null ? new JdkAead() : openSsl);
    }
}
