package dev.warren.wg.crypto;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** The KDF of the paper's section 5.4, HKDF (RFC 5869) with HMAC-BLAKE2s, from secrets to secrets: no key passes the heap. Any thread. */
public final class KeyDerivation {
    private static final int BLOCK = 64;
    private static final byte INNER = 0x36;
    private static final byte OUTER = 0x5c;

    private KeyDerivation() {}

    /** KDF_n(key, input): n secrets, 1 to 3. */
    public static Secret[] derive(int n, Secret key, MemorySegment input) {
        Secret extracted = new Secret();
        Secret[] keys = new Secret[n];
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment work = arena.allocate(BLOCK + Secret.BYTES + 1L);
            OffHeapBlake2s hash = new OffHeapBlake2s(arena);
            hmac(hash, work, key, input, extracted);
            MemorySegment message = work.asSlice(BLOCK);
            for (int i = 0; i < n; i++) {
                int before = i == 0 ? 0 : Secret.BYTES;
                if (i > 0) {
                    MemorySegment.copy(keys[i - 1].memory(), 0, message, 0, Secret.BYTES);
                }
                message.set(ValueLayout.JAVA_BYTE, before, (byte) (i + 1));
                keys[i] = new Secret();
                hmac(hash, work, extracted, message.asSlice(0, before + 1L), keys[i]);
            }
            work.fill((byte) 0);
            hash.wipe();
        } finally {
            extracted.wipe();
        }
        return keys;
    }

    private static void hmac(
            OffHeapBlake2s hash, MemorySegment work, Secret key, MemorySegment message, Secret result) {
        MemorySegment pad = work.asSlice(0, BLOCK);
        pad(pad, key, INNER);
        hash.begin();
        hash.update(pad);
        hash.update(message);
        hash.finish(result.memory());
        pad(pad, key, OUTER);
        hash.begin();
        hash.update(pad);
        hash.update(result.memory());
        hash.finish(result.memory());
    }

    private static void pad(MemorySegment pad, Secret key, byte with) {
        pad.fill(with);
        for (int i = 0; i < Secret.BYTES; i++) {
            byte mixed = (byte) (key.memory().get(ValueLayout.JAVA_BYTE, i) ^ with);
            pad.set(ValueLayout.JAVA_BYTE, i, mixed);
        }
    }
}
