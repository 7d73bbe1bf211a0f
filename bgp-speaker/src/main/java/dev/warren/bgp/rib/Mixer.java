package dev.warren.bgp.rib;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.SplittableRandom;

/**
 * Hashes that depend on a secret of this object, so that a neighbour's choice of prefixes and attributes can't make a table slow.
 * Each step is a 64 × 64-bit multiplication folded to 64 bits.
 */
final class Mixer {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long STEP = 0x9e37_79b9_7f4a_7c15L;

    private final long secret;
    private final long key;

    Mixer() {
        SplittableRandom random = new SplittableRandom();
        secret = random.nextLong();
        key = random.nextLong() | 1;
    }

    private static long fold(long a, long b) {
        return (a * b) ^ Math.unsignedMultiplyHigh(a, b);
    }

    int hash(long a, long b, long c) {
        long mixed = fold(a ^ secret, key);
        mixed = fold(mixed ^ b, STEP ^ secret);
        return (int) fold(mixed ^ c, key);
    }

    int hash(byte[] octets, int length, int more) {
        long mixed = secret ^ length ^ ((long) more << 32);
        int at = 0;
        for (; at + 8 <= length; at += 8) {
            mixed = fold(mixed ^ (long) LONGS.get(octets, at), key) + STEP;
        }
        long rest = 0;
        for (; at < length; at++) {
            rest = (rest << 8) | (octets[at] & 0xff);
        }
        return (int) fold(mixed ^ rest, key);
    }
}
