package dev.warren.wg.crypto;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Random;
import org.bouncycastle.crypto.digests.Blake2sDigest;
import org.bouncycastle.crypto.generators.HKDFBytesGenerator;
import org.bouncycastle.crypto.params.HKDFParameters;
import org.junit.jupiter.api.Test;

/** The KDF outside the heap against Bouncy Castle's on it. */
class KeyDerivationTest {
    @Test
    void itIsHkdfWithBlake2s() {
        long seed = 57;
        Random random = new Random(seed);
        for (int i = 0; i < 300; i++) {
            byte[] key = new byte[32];
            byte[] input = new byte[random.nextInt(200)];
            random.nextBytes(key);
            random.nextBytes(input);
            int n = 1 + random.nextInt(3);
            byte[] expected = new byte[32 * n];
            HKDFBytesGenerator oracle = new HKDFBytesGenerator(new Blake2sDigest(256));
            oracle.init(new HKDFParameters(input, key, new byte[0]));
            oracle.generateBytes(expected, 0, expected.length);
            byte[] actual = new byte[32 * n];
            Secret[] keys = KeyDerivation.derive(n, Secret.consuming(key), MemorySegment.ofArray(input));
            for (int j = 0; j < n; j++) {
                MemorySegment.copy(keys[j].memory(), ValueLayout.JAVA_BYTE, 0, actual, 32 * j, 32);
            }
            assertArrayEquals(expected, actual, "seed " + seed + " step " + i);
        }
    }
}
