package dev.warren.wg.crypto;

import dev.warren.linux.libc.KeyMemory;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.function.Function;

/**
 * 32 secret bytes outside the heap, where no collector copies them, no core dump shows them and no swap holds them: a private key, a preshared key, a session key. It has no
 * text form. Reading is safe from any thread; whoever wipes must know that nobody uses it any more.
 */
public final class Secret {
    /** The length in bytes. */
    public static final int BYTES = 32;

    private final MemorySegment memory = KeyMemory.allocate();

    /** A secret of zeros. */
    public Secret() {}

    /** A secret of these bytes, which are then wiped. */
    public static Secret consuming(byte[] bytes) {
        Secret secret = new Secret();
        MemorySegment.copy(bytes, 0, secret.memory, ValueLayout.JAVA_BYTE, 0, BYTES);
        Arrays.fill(bytes, (byte) 0);
        return secret;
    }

    /** A secret copied from 32 bytes of memory. */
    public static Secret copyOf(MemorySegment from, long at) {
        Secret secret = new Secret();
        MemorySegment.copy(from, at, secret.memory, 0, BYTES);
        return secret;
    }

    /** The memory itself, 32 bytes: for the cipher. */
    public MemorySegment memory() {
        return memory;
    }

    /** A copy that is wiped apart from this one. */
    public Secret copy() {
        return copyOf(memory, 0);
    }

    /** Lends a copy of the bytes, wiped on return. */
    public <T> T lend(Function<byte[], T> borrower) {
        byte[] bytes = memory.toArray(ValueLayout.JAVA_BYTE);
        try {
            return borrower.apply(bytes);
        } finally {
            Arrays.fill(bytes, (byte) 0);
        }
    }

    /** True if all bytes are zero: no key. In constant time. */
    public boolean isZero() {
        long any = 0;
        for (int i = 0; i < BYTES; i += 8) {
            any |= memory.get(ValueLayout.JAVA_LONG_UNALIGNED, i);
        }
        return any == 0;
    }

    /** True if the other has the same bytes. In constant time. */
    public boolean matches(Secret other) {
        long difference = 0;
        for (int i = 0; i < BYTES; i += 8) {
            difference |= memory.get(ValueLayout.JAVA_LONG_UNALIGNED, i)
                    ^ other.memory.get(ValueLayout.JAVA_LONG_UNALIGNED, i);
        }
        return difference == 0;
    }

    /** Overwrites the bytes with zeros. */
    public void wipe() {
        memory.fill((byte) 0);
    }

    @Override
    public String toString() {
        return "Secret";
    }
}
