package dev.warren.router.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NodeLockTest {
    @TempDir
    private Path folder = Path.of("");

    @Test
    void oneProcessHasItAndAnotherCanTakeItAfterwards() throws IOException {
        Path file = folder.resolve("fra.lock");
        Optional<NodeLock> first = NodeLock.take(file);
        assertTrue(first.isPresent());
        assertTrue(NodeLock.take(file).isEmpty());
        assertEquals(
                Long.toString(ProcessHandle.current().pid()),
                Files.readString(file).strip());
        first.get().close();
        assertFalse(NodeLock.take(file).isEmpty());
    }

    @Test
    void aLockFileThatAKilledProcessLeftIsNoObstacle() throws IOException {
        Path file = folder.resolve("fra.lock");
        Files.writeString(file, "4194304 and more than a number\n");
        assertTrue(NodeLock.take(file).isPresent());
        assertEquals(
                Long.toString(ProcessHandle.current().pid()),
                Files.readString(file).strip());
    }
}
