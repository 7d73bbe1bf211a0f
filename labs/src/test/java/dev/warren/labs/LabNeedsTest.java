package dev.warren.labs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.warren.labs.clab.ClabException;
import dev.warren.labs.lab.NotHere;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LabNeedsTest {
    @TempDir
    private Path folder;

    @Test
    void allThatIsMissingIsSaid() throws Exception {
        LabNeeds.require(lab());
        needs("- {run: \"true\", else: truth}\n");
        LabNeeds.require(lab());
        needs("""
                - {run: command -v no-such-program, else: "no-such-program (apt-get install nothing)"}
                - {run: "true", else: truth}
                - {run: test -e /no/such/device, else: a device}
                """);
        NotHere e = assertThrows(NotHere.class, () -> LabNeeds.require(lab()));
        assertEquals("no-such-program (apt-get install nothing); a device", e.getMessage());
    }

    @Test
    void aNeedWithoutACommandIsAnError() throws Exception {
        needs("- {else: x}\n");
        ClabException e = assertThrows(ClabException.class, () -> LabNeeds.require(lab()));
        assertTrue(e.toString().contains("needs.yml:1:3: a need has 'run' and 'else'"), e.toString());
    }

    private Path lab() {
        return folder.resolve("x.clab.yml");
    }

    private void needs(String text) throws Exception {
        Files.writeString(folder.resolve("needs.yml"), text);
    }
}
