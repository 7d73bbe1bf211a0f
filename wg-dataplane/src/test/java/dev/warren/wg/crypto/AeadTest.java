package dev.warren.wg.crypto;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.warren.linux.libc.NativeMemory;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Objects;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** The ciphers of packets against Bouncy Castle's. */
class AeadTest {
    private static final long SEED = 20261122;

    @Test
    void theJdksAgreesWithBouncyCastle() {
        compare(new JdkAead());
    }

    @Test
    void libcryptosAgreesWithBouncyCastle() {
        OpenSslAead openSsl = OpenSslAead.load();
        assumeTrue(openSsl != null, "this machine has no libcrypto.so.3");
        compare(Objects.requireNonNull(openSsl));
    }

    @Test
    void trainsOfTheJdksAgreeWithBouncyCastle() {
        compareTrains(new JdkAead());
    }

    @Test
    void trainsByVectorsAgreeWithBouncyCastle() {
        assumeTrue(VectorAead.isSupported(), "this machine has no vectors of 512 bits");
        compareTrains(new VectorAead(new JdkAead()));
    }

    @Test
    void trainsByTheFastestAgreeWithBouncyCastle() {
        compareTrains(Aead.fastest());
    }

    /** Trains of random shapes, in which every fifth message is forged. */
    private static void compareTrains(Aead aead) {
        Random random = new Random(SEED);
        MemorySegment memory = NativeMemory.allocate(Train.MOST * 1_600L);
        for (int round = 0; round < 60; round++) {
            String label = "seed " + SEED + " round " + round;
            byte[] key = bytes(random, 32);
            Secret secret = Secret.consuming(key.clone());
            int length = random.nextInt(random.nextBoolean() ? 200 : 1_500);
            int stride = length + Aead.TAG + random.nextInt(40);
            Train train = new Train(memory, random.nextInt(40), length, stride, 1 + random.nextInt(Train.MOST));
            long[] counters = LongStream.iterate(random.nextLong(), c -> c + 1)
                    .limit(Train.MOST)
                    .toArray();
            byte[] before = bytes(random, (int) memory.byteSize());
            MemorySegment.copy(before, 0, memory, ValueLayout.JAVA_BYTE, 0, before.length);

            aead.seal(secret, counters[0], train);
            byte[] expected = before.clone();
            for (int i = 0; i < train.count(); i++) {
                byte[] sealed =
                        ChaCha20Poly1305.sealWith(key, nonce(counters[i]), plain(before, train, i), new byte[0]);
                System.arraycopy(sealed, 0, expected, (int) train.at(i), sealed.length);
            }
            assertArrayEquals(expected, memory.toArray(ValueLayout.JAVA_BYTE), label);

            long authentic = 0;
            for (int i = 0; i < train.count(); i++) {
                if (random.nextInt(5) > 0) {
                    authentic |= 1L << i;
                } else {
                    long flipped = train.at(i) + random.nextInt(length + Aead.TAG);
                    byte flip = (byte) (1 << random.nextInt(8));
                    memory.set(ValueLayout.JAVA_BYTE, flipped, (byte) (expected[(int) flipped] ^ flip));
                }
            }
            assertEquals(authentic, aead.open(secret, counters, train), label);
            for (int i = 0; i < train.count(); i++) {
                if ((authentic >>> i & 1) != 0) {
                    byte[] opened = memory.asSlice(train.at(i), length).toArray(ValueLayout.JAVA_BYTE);
                    assertArrayEquals(plain(before, train, i), opened, label);
                }
            }
        }
    }

    private static byte[] plain(byte[] memory, Train train, int index) {
        return Arrays.copyOfRange(memory, (int) train.at(index), (int) train.at(index) + train.length());
    }

    private static byte[] nonce(long counter) {
        return ByteBuffer.allocate(12)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(4, counter)
                .array();
    }

    private static void compare(Aead aead) {
        Random random = new Random(SEED);
        MemorySegment memory = NativeMemory.allocate(2_100);
        byte[][] keys = {bytes(random, 32), bytes(random, 32)};
        Secret[] secrets = {Secret.consuming(keys[0].clone()), Secret.consuming(keys[1].clone())};
        for (int length = 0; length < 2_000; length += length < 130 ? 1 : 61) {
            int which = random.nextInt(2);
            long counter = random.nextLong();
            byte[] plain = bytes(random, length);
            byte[] expected = ChaCha20Poly1305.sealWith(keys[which], nonce(counter), plain, new byte[0]);
            MemorySegment.copy(plain, 0, memory, ValueLayout.JAVA_BYTE, 7, length);
            aead.seal(secrets[which], counter, memory, 7, length);
            String label = "seed " + SEED + " length " + length;
            byte[] sealed = memory.asSlice(7, length + 16L).toArray(ValueLayout.JAVA_BYTE);
            assertArrayEquals(expected, sealed, label);
            assertTrue(aead.open(secrets[which], counter, memory, 7, length), label);
            assertArrayEquals(plain, memory.asSlice(7, length).toArray(ValueLayout.JAVA_BYTE), label);

            int flipped = random.nextInt(length + 16);
            sealed[flipped] ^= (byte) (1 << random.nextInt(8));
            MemorySegment.copy(sealed, 0, memory, ValueLayout.JAVA_BYTE, 7, sealed.length);
            assertFalse(aead.open(secrets[which], counter, memory, 7, length), label);
        }
    }

    private static byte[] bytes(Random random, int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }
}
