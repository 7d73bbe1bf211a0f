package dev.warren.wg.control;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyReaderTest {
    @TempDir
    private Path folder;

    private KeyFile file(String content, String permissions) throws IOException {
        Path path = folder.resolve("key");
        Files.writeString(path, content);
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
        return new KeyFile(path);
    }

    @Test
    void everyKeyIsReadAsBase64HasIt() throws IOException {
        long seed = System.nanoTime();
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        ByteBuffer buffer = ByteBuffer.allocateDirect(KeyReader.KEY_BYTES);
        for (int i = 0; i < 500; i++) {
            byte[] key = new byte[KeyReader.KEY_BYTES];
            random.nextBytes(key);
            KeyReader.read(
                    file(Base64.getEncoder().encodeToString(key) + (i % 2 == 0 ? "\n" : ""), "rw-------"),
                    buffer.clear());
            byte[] read = new byte[KeyReader.KEY_BYTES];
            buffer.flip().get(read);
            assertArrayEquals(key, read);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"rw-r--r--", "rw-r-----", "rw----r--", "rw--w----", "rw------x"})
    void aFileThatOthersMayUseIsRefused(String permissions) throws IOException {
        KeyFile file = file("AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=\n", permissions);
        IOException refused = assertThrows(
                IOException.class, () -> KeyReader.read(file, ByteBuffer.allocateDirect(KeyReader.KEY_BYTES)));
        assertTrue(String.valueOf(refused.getMessage()).endsWith("chmod 600 " + file.path()), refused.toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8",
                "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh9=",
                "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh88",
                "AAECAwQFBgcICQ?LDA0ODxAREhMUFRYXGBkaGxwdHh8=",
                "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8= x"
            })
    void whatIsNoKeyIsRefusedAndLeavesNothing(String content) throws IOException {
        KeyFile file = file(content, "rw-------");
        ByteBuffer buffer = ByteBuffer.allocateDirect(KeyReader.KEY_BYTES);
        IOException refused = assertThrows(IOException.class, () -> KeyReader.read(file, buffer));
        assertTrue(String.valueOf(refused.getMessage()).contains("has no WireGuard key"), refused.toString());
        assertEquals(0, buffer.position());
        for (int i = 0; i < buffer.capacity(); i++) {
            assertEquals(0, buffer.get(i));
        }
    }

    @Test
    void aMissingFileSaysHowToMakeOne() {
        KeyFile file = new KeyFile(folder.resolve("missing"));
        IOException refused = assertThrows(
                IOException.class, () -> KeyReader.read(file, ByteBuffer.allocateDirect(KeyReader.KEY_BYTES)));
        assertTrue(String.valueOf(refused.getMessage()).contains("wg genkey"), refused.toString());
    }
}
