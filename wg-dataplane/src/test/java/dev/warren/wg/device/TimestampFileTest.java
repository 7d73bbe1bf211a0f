package dev.warren.wg.device;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The file is its owner's alone, is read back, and no state of it stops the device. */
class TimestampFileTest {
    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private Path folder;

    @Test
    void whatIsWrittenIsReadBackAndOthersCantReadIt() throws IOException {
        Path path = folder.resolve("state").resolve("wg0.timestamp");
        assertEquals(0, new TimestampFile(path).read());
        new TimestampFile(path).write(1_800_000_000_123_456_789L);
        new TimestampFile(path).write(1_800_000_000_987_654_321L);
        assertEquals(1_800_000_000_987_654_321L, new TimestampFile(path).read());
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(path)));
        assertEquals(
                "rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(path.resolveSibling("."))));
    }

    @Test
    void rubbishCountsAsNothingAndIsReplaced() throws IOException {
        Path path = folder.resolve("wg0.timestamp");
        for (String rubbish : new String[] {"", "x", "-5", "99999999999999999999", "1".repeat(1_000)}) {
            Files.writeString(path, rubbish);
            assertEquals(0, new TimestampFile(path).read(), rubbish);
        }
        new TimestampFile(path).write(7);
        assertEquals(7, new TimestampFile(path).read());
    }

    @Test
    void aFolderThatCantBeMadeIsNoFault() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));
        TimestampFile unwritable = new TimestampFile(file.resolve("wg0.timestamp"));
        unwritable.write(7);
        assertEquals(0, unwritable.read());
    }
}
