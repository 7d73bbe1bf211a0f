package dev.warren.wg.crypto;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.warren.linux.libc.NativeMemory;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Both ciphers of packets against Bouncy Castle's. */
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

    private static void compare(Aead aead) {
        Random random = new Random(SEED);
        MemorySegment memory = NativeMemory.allocate(2_100);
        byte[][] keys = {bytes(random, 32), bytes(random, 32)};
        Secret[] secrets = {Secret.consuming(keys[0].clone()), Secret.consuming(keys[1].clone())};
        for (int length = 0; length < 2_000; length += length < 130 ? 1 : 61) {
            int which = random.nextInt(2);
            long counter = random.nextLong();
            byte[] plain = bytes(random, length);
            byte[] nonce = ByteBuffer.allocate(12)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putLong(4, counter)
                    .array();
            byte[] expected = ChaCha20Poly1305.sealWith(keys[which], nonce, plain, new byte[0]);
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
