package dev.warren.wg.crypto;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * libcrypto's ChaCha20-Poly1305, in place and off-heap. A direction's context keeps the last key, so that only the nonce is
 * set while packets of one session follow each other.
 */
public final class OpenSslAead implements Aead {
    private static final ValueLayout.OfLong COUNTER =
            ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final int TRIAL = 100;
    private static final int GET_TAG = 0x10;
    private static final int SET_TAG = 0x11;

    private final LibCrypto crypto;
    private final MemorySegment nonce = Arena.global().allocate(16, 8);
    private final long sealing;
    private final long opening;
    private @Nullable Secret sealingKey;
    private @Nullable Secret openingKey;

    private OpenSslAead(LibCrypto crypto) {
        this.crypto = crypto;
        sealing = crypto.newContext(true);
        opening = crypto.newContext(false);
    }

    /** A cipher of this machine's libcrypto, or null if there is none that gives the right results. */
    public static @Nullable OpenSslAead load() {
        LibCrypto crypto = LibCrypto.instance();
        if (crypto == null) {
            return null;
        }
        OpenSslAead aead = new OpenSslAead(crypto);
        return aead.isRight() ? aead : null;
    }

    /** Seals and opens one message as another implementation does, and refuses a forged one. */
    private boolean isRight() {
        byte[] expected = ChaCha20Poly1305.seal(new byte[Secret.BYTES], new byte[TRIAL], new byte[0]);
        MemorySegment memory = Arena.ofAuto().allocate(TRIAL + TAG);
        Secret key = new Secret();
        try {
            seal(key, 0, memory, 0, TRIAL);
            return Arrays.equals(expected, memory.toArray(ValueLayout.JAVA_BYTE))
                    && open(key, 0, memory, 0, TRIAL)
                    && !open(key, 0, memory, 0, TRIAL);
        } catch (IllegalStateException failed) {
            return false;
        }
    }

    @Override
    public void seal(Secret key, long counter, MemorySegment memory, long at, int length) {
        long data = memory.asSlice(at, (long) length + TAG).address();
        setNonce(counter);
        boolean ok = crypto.init(sealing, key == sealingKey ? 0 : key.memory().address(), nonce.address(), 1) == 1;
        sealingKey = key;
        ok &= length == 0 || crypto.run(sealing, data, data, length) == length;
        ok &= crypto.run(sealing, 0, 0, 0) == 0;
        ok &= crypto.control(sealing, GET_TAG, TAG, data + length) == 1;
        if (!ok) {
            throw new IllegalStateException("libcrypto failed to encrypt");
        }
    }

    @Override
    public boolean open(Secret key, long counter, MemorySegment memory, long at, int length) {
        long data = memory.asSlice(at, (long) length + TAG).address();
        setNonce(counter);
        boolean ok = crypto.init(opening, key == openingKey ? 0 : key.memory().address(), nonce.address(), 0) == 1;
        openingKey = key;
        ok &= crypto.control(opening, SET_TAG, TAG, data + length) == 1;
        ok &= length == 0 || crypto.run(opening, data, data, length) == length;
        if (!ok) {
            throw new IllegalStateException("libcrypto failed to decrypt");
        }
        return crypto.run(opening, 0, 0, 0) == 0;
    }

    private void setNonce(long counter) {
        nonce.set(COUNTER, 4, counter);
    }
}
