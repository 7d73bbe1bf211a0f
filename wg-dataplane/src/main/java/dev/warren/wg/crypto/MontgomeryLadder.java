package dev.warren.wg.crypto;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import org.bouncycastle.math.ec.rfc7748.X25519Field;

/**
 * Scalar multiplication on Curve25519 (RFC 7748 section 5) in constant time. The scalar's bits are read where they are, outside the heap;
 * the field's numbers are wiped in the end.
 */
final class MontgomeryLadder {
    private static final int A24 = 121_665;
    private static final int HIGHEST = 254;
    private static final int LOWEST = 3;

    private final int[] x1 = X25519Field.create();
    private final int[] x2 = X25519Field.create();
    private final int[] z2 = X25519Field.create();
    private final int[] x3 = X25519Field.create();
    private final int[] z3 = X25519Field.create();
    private final int[] sum = X25519Field.create();
    private final int[] difference = X25519Field.create();
    private final int[] aa = X25519Field.create();
    private final int[] bb = X25519Field.create();

    private MontgomeryLadder() {}

    /** The u-coordinate of scalar times point, into 32 bytes. The scalar is clamped as it is read. */
    static void multiply(Secret scalar, byte[] point, int at, byte[] result) {
        MontgomeryLadder ladder = new MontgomeryLadder();
        try {
            ladder.run(scalar.memory(), point, at, result);
        } finally {
            ladder.wipe();
        }
    }

    private void run(MemorySegment scalar, byte[] point, int at, byte[] result) {
        X25519Field.decode255(point, at, x1, 0);
        X25519Field.one(x2);
        X25519Field.copy(x1, 0, x3, 0);
        X25519Field.one(z3);
        int swap = 0;
        for (int t = HIGHEST; t >= 0; t--) {
            int bit = clampedBit(scalar, t);
            swap ^= bit;
            X25519Field.cswap(swap, x2, x3);
            X25519Field.cswap(swap, z2, z3);
            swap = bit;
            step();
        }
        X25519Field.cswap(swap, x2, x3);
        X25519Field.cswap(swap, z2, z3);
        X25519Field.inv(z2, z2);
        X25519Field.mul(x2, z2, x2);
        X25519Field.normalize(x2);
        X25519Field.encode(x2, result, 0);
    }

    private static int clampedBit(MemorySegment scalar, int index) {
        if (index == HIGHEST) {
            return 1;
        }
        return index < LOWEST ? 0 : (scalar.get(ValueLayout.JAVA_BYTE, index >> 3) >> (index & 7)) & 1;
    }

    private void step() {
        X25519Field.apm(x2, z2, sum, difference);
        X25519Field.apm(x3, z3, x3, z3);
        X25519Field.mul(z3, sum, z3); // DA
        X25519Field.mul(x3, difference, x3); // CB
        X25519Field.sqr(sum, aa);
        X25519Field.sqr(difference, bb);
        X25519Field.apm(z3, x3, sum, difference);
        X25519Field.sqr(sum, x3);
        X25519Field.sqr(difference, z3);
        X25519Field.mul(z3, x1, z3);
        X25519Field.mul(aa, bb, x2);
        X25519Field.sub(aa, bb, sum); // E
        X25519Field.mul(sum, A24, z2);
        X25519Field.add(z2, aa, z2);
        X25519Field.mul(z2, sum, z2);
    }

    private void wipe() {
        for (int[] number : new int[][] {x1, x2, z2, x3, z3, sum, difference, aa, bb}) {
            Arrays.fill(number, 0);
        }
    }
}
