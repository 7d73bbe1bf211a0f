package dev.warren.wg.crypto;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/** BLAKE2s-256 without a key (RFC 7693) whose state is outside the heap: chaining values of an HMAC are as secret as its key. One thread's. */
final class OffHeapBlake2s {
    private static final ValueLayout.OfInt WORD = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final int BLOCK = 64;
    private static final int ROUNDS = 10;
    private static final int PARAMETERS = 0x0101_0020;
    private static final int[] IV = {
        0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19
    };
    private static final byte[][] SIGMA = {
        {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15},
        {14, 10, 4, 8, 9, 15, 13, 6, 1, 12, 0, 2, 11, 7, 5, 3},
        {11, 8, 12, 0, 5, 2, 15, 13, 10, 14, 3, 6, 7, 1, 9, 4},
        {7, 9, 3, 1, 13, 12, 11, 14, 2, 6, 5, 10, 4, 0, 15, 8},
        {9, 0, 5, 7, 2, 4, 10, 15, 14, 1, 11, 12, 6, 8, 3, 13},
        {2, 12, 6, 10, 0, 11, 8, 3, 4, 13, 7, 5, 15, 14, 1, 9},
        {12, 5, 1, 15, 14, 13, 4, 10, 0, 7, 6, 3, 9, 2, 8, 11},
        {13, 11, 7, 14, 12, 1, 3, 9, 5, 0, 15, 4, 8, 6, 2, 10},
        {6, 15, 14, 9, 11, 3, 0, 8, 12, 2, 13, 7, 1, 4, 10, 5},
        {10, 2, 8, 4, 7, 6, 1, 5, 15, 11, 9, 14, 3, 12, 13, 0}
    };

    private final MemorySegment h;
    private final MemorySegment block;
    private final MemorySegment v;
    private int filled;
    private long length;

    OffHeapBlake2s(Arena arena) {
        h = arena.allocate(32);
        block = arena.allocate(BLOCK);
        v = arena.allocate(BLOCK);
    }

    void begin() {
        for (int i = 0; i < IV.length; i++) {
            h.set(WORD, 4L * i, IV[i]);
        }
        h.set(WORD, 0, IV[0] ^ PARAMETERS);
        filled = 0;
        length = 0;
    }

    void update(MemorySegment bytes) {
        for (long at = 0; at < bytes.byteSize(); ) {
            if (filled == BLOCK) {
                length += BLOCK;
                compress(0);
                filled = 0;
            }
            long part = Math.min(BLOCK - filled, bytes.byteSize() - at);
            MemorySegment.copy(bytes, at, block, filled, part);
            filled += (int) part;
            at += part;
        }
    }

    /** Writes the 32 bytes of the hash, perhaps over what was hashed. */
    void finish(MemorySegment out) {
        length += filled;
        block.asSlice(filled).fill((byte) 0);
        compress(-1);
        MemorySegment.copy(h, 0, out, 0, 32);
    }

    void wipe() {
        h.fill((byte) 0);
        block.fill((byte) 0);
        v.fill((byte) 0);
    }

    private void compress(int last) {
        MemorySegment.copy(h, 0, v, 0, 32);
        for (int i = 0; i < IV.length; i++) {
            v.set(WORD, 32 + 4L * i, IV[i]);
        }
        v.set(WORD, 48, v.get(WORD, 48) ^ (int) length);
        v.set(WORD, 52, v.get(WORD, 52) ^ (int) (length >>> 32));
        v.set(WORD, 56, v.get(WORD, 56) ^ last);
        for (int round = 0; round < ROUNDS; round++) {
            byte[] s = SIGMA[round];
            mix(0, 4, 8, 12, s[0], s[1]);
            mix(1, 5, 9, 13, s[2], s[3]);
            mix(2, 6, 10, 14, s[4], s[5]);
            mix(3, 7, 11, 15, s[6], s[7]);
            mix(0, 5, 10, 15, s[8], s[9]);
            mix(1, 6, 11, 12, s[10], s[11]);
            mix(2, 7, 8, 13, s[12], s[13]);
            mix(3, 4, 9, 14, s[14], s[15]);
        }
        for (long at = 0; at < 32; at += 4) {
            h.set(WORD, at, h.get(WORD, at) ^ v.get(WORD, at) ^ v.get(WORD, at + 32));
        }
    }

    private void mix(int ia, int ib, int ic, int id, int x, int y) {
        int a = v.get(WORD, 4L * ia);
        int b = v.get(WORD, 4L * ib);
        int c = v.get(WORD, 4L * ic);
        int d = v.get(WORD, 4L * id);
        a += b + block.get(WORD, 4L * x);
        d = Integer.rotateRight(d ^ a, 16);
        c += d;
        b = Integer.rotateRight(b ^ c, 12);
        a += b + block.get(WORD, 4L * y);
        d = Integer.rotateRight(d ^ a, 8);
        c += d;
        b = Integer.rotateRight(b ^ c, 7);
        v.set(WORD, 4L * ia, a);
        v.set(WORD, 4L * ib, b);
        v.set(WORD, 4L * ic, c);
        v.set(WORD, 4L * id, d);
    }
}
