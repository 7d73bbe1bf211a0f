package dev.warren.wg.crypto;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.warren.linux.libc.NativeMemory;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Poly1305 in lanes against its definition (RFC 8439 section 2.5.1), where carries and the last reduction are at their limits. */
class Poly1305LanesTest {
    private static final long SEED = 20261122;
    private static final BigInteger MODULUS = BigInteger.TWO.pow(130).subtract(BigInteger.valueOf(5));
    private static final BigInteger CLAMP = new BigInteger("0ffffffc0ffffffc0ffffffc0fffffff", 16);

    private final MemorySegment keys = NativeMemory.allocate(8 * 32);
    private final MemorySegment memory = NativeMemory.allocate(8 * 1_600);

    @BeforeEach
    void needsVectors() {
        assumeTrue(VectorAead.isSupported(), "this machine has no vectors of 512 bits");
    }

    @Test
    void extremeKeysAndTexts() {
        Random random = new Random(SEED);
        byte[] fills = {0, 1, -1, (byte) 0xfb, (byte) 0xfc, (byte) 0x80};
        for (int round = 0; round < 200; round++) {
            for (long i = 0; i < keys.byteSize(); i++) {
                keys.set(ValueLayout.JAVA_BYTE, i, fills[random.nextInt(fills.length)]);
            }
            byte fill = fills[random.nextInt(fills.length)];
            memory.fill(fill);
            check(random.nextInt(1_500), 1_500 + random.nextInt(80), 1 + random.nextInt(8), "seed " + SEED);
        }
    }

    /** With a key of one the authenticator is the sum of the blocks, so the text chooses what is left to reduce. */
    @Test
    void sumsAroundTheModulus() {
        int length = 32;
        BigInteger blocks = BigInteger.ONE.shiftLeft(128).multiply(BigInteger.valueOf(3));
        BigInteger lengths = BigInteger.valueOf(length).shiftLeft(64);
        for (int lane = 0; lane < 8; lane++) {
            BigInteger sum = MODULUS.add(BigInteger.valueOf(lane - 2));
            put(lane * 48L, sum.subtract(blocks).subtract(lengths));
            keys.set(NativeMemory.LONG, lane * 32L, 1);
        }
        check(length, 48, 8, "around the modulus");
    }

    private void check(int length, int stride, int count, String label) {
        Poly1305Lanes lanes = new Poly1305Lanes();
        lanes.run(keys, 32, new Train(memory, 0, length, stride, count));
        for (int lane = 0; lane < count; lane++) {
            byte[] text = memory.asSlice((long) lane * stride, length).toArray(ValueLayout.JAVA_BYTE);
            MemorySegment expected = MemorySegment.ofArray(tag(lane, text));
            assertTrue(lanes.matches(lane, expected, 0), label + " length " + length + " lane " + lane);
        }
    }

    private byte[] tag(int lane, byte[] text) {
        BigInteger r = number(keys.asSlice(lane * 32L, 16).toArray(ValueLayout.JAVA_BYTE))
                .and(CLAMP);
        BigInteger s = number(keys.asSlice(lane * 32L + 16, 16).toArray(ValueLayout.JAVA_BYTE));
        int padded = (text.length + 15) & -16;
        byte[] blocks = Arrays.copyOf(text, padded + 16);
        MemorySegment.ofArray(blocks).set(NativeMemory.LONG, padded + 8L, text.length);
        BigInteger sum = BigInteger.ZERO;
        for (int at = 0; at < blocks.length; at += 16) {
            BigInteger block = number(Arrays.copyOfRange(blocks, at, at + 16)).setBit(128);
            sum = sum.add(block).multiply(r).mod(MODULUS);
        }
        byte[] tag = new byte[16];
        write(tag, sum.add(s));
        return tag;
    }

    private void put(long at, BigInteger value) {
        byte[] bytes = new byte[16];
        write(bytes, value);
        MemorySegment.copy(bytes, 0, memory, ValueLayout.JAVA_BYTE, at, bytes.length);
    }

    private static void write(byte[] littleEndian, BigInteger value) {
        for (int i = 0; i < littleEndian.length; i++) {
            littleEndian[i] = value.shiftRight(8 * i).byteValue();
        }
    }

    private static BigInteger number(byte[] littleEndian) {
        byte[] bytes = new byte[littleEndian.length];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = littleEndian[bytes.length - 1 - i];
        }
        return new BigInteger(1, bytes);
    }
}
