package dev.warren.wg.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.warren.wg.crypto.OpenSslAead;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** No key is in a heap dump, garbage included: not as bytes, not as ints or longs in either order. */
class HeapDumpTest {
    private static final String CANARY = "canary-9f3b7a52d1c84e06";

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private Path folder;

    @Test
    void privatePresharedAndSessionKeysAreNotInAHeapDump() throws Exception {
        assumeTrue(
                OpenSslAead.load() != null, "the JDK's cipher keeps its key on the heap: there is no libcrypto here");
        Path keys = folder.resolve("keys");
        Path dump = folder.resolve("dump.hprof");
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-Xmx200m",
                        "--enable-native-access=ALL-UNNAMED",
                        "--sun-misc-unsafe-memory-access=allow",
                        "-cp",
                        classPath,
                        HeapDumpMain.class.getName(),
                        keys.toString(),
                        dump.toString(),
                        CANARY)
                .inheritIO()
                .start();
        assertEquals(0, process.waitFor());
        byte[] heap = Files.readAllBytes(dump);
        assertTrue(
                contains(heap, pieces(CANARY.getBytes(StandardCharsets.US_ASCII), 0, 16)), "the search finds nothing");
        byte[] secrets = Files.readAllBytes(keys);
        assertEquals(18 * 32, secrets.length);
        assertTrue(!contains(heap, pieces(secrets, 0, secrets.length)), "a part of a key is in the heap dump");
    }

    /** Each eighth byte's long, in the orders in which bytes, ints and longs stand in a dump. */
    private static Set<Long> pieces(byte[] bytes, int at, int length) {
        Set<Long> pieces = new HashSet<>();
        for (int i = 0; i < length; i += 8) {
            long piece = ByteBuffer.wrap(bytes).getLong(at + i);
            long reversed = Long.reverseBytes(piece);
            pieces.addAll(List.of(piece, reversed, Long.rotateLeft(reversed, 32)));
        }
        return pieces;
    }

    private static boolean contains(byte[] heap, Set<Long> pieces) {
        ByteBuffer buffer = ByteBuffer.wrap(heap).order(ByteOrder.BIG_ENDIAN);
        BitSet firsts = new BitSet(); // spares most of the look-ups
        pieces.forEach(p -> firsts.set((int) (p >>> 48)));
        for (int i = 0; i + 8 <= heap.length; i++) {
            if (firsts.get(buffer.getShort(i) & 0xffff) && pieces.contains(buffer.getLong(i))) {
                return true;
            }
        }
        return false;
    }
}
