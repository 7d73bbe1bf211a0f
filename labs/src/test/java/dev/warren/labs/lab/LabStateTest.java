package dev.warren.labs.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LabStateTest {

    @Test
    void theStateIsReadBack(@TempDir Path folder) throws Exception {
        LabState state = new LabState("x", "/labs/x/x.clab.yml", "name: x\n", Map.of("A", "b c"), List.of("a", "b"));
        Path file = folder.resolve("lab.json");
        state.write(file);
        state.write(file);
        assertEquals(state, LabState.read(file));
        assertFalse(Files.exists(folder.resolve("lab.json.new")));
    }

    @Test
    void aHolderThatHasDiedOrIsOfAnotherBootIsNotUp(@TempDir Path folder) throws Exception {
        LabFolder lab = new LabFolder(folder);
        Files.createDirectories(lab.node("a"));
        assertFalse(lab.isUp());
        Files.writeString(
                lab.node("a").resolve("holder"), ProcessHandle.current().pid() + " 1 another-boot");
        assertEquals(Optional.empty(), lab.holder("a"));
        assertEquals(0, LabDown.down(lab));
    }
}
