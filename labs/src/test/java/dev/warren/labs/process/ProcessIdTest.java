package dev.warren.labs.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;

final class ProcessIdTest {

    @Test
    void aNameWithBlanksAndParenthesesDoesNotShiftTheFields() {
        assertEquals("R", ProcessId.fieldsAfterName("12 (a) (b c)) R 1 12").getFirst());
    }

    @Test
    void theTextFormIsReadBack() {
        ProcessId self = ProcessId.live(ProcessHandle.current().pid()).orElseThrow();
        assertEquals(self, ProcessId.parse(self.toString()));
        assertTrue(self.isLive());
        assertThrows(IllegalArgumentException.class, () -> ProcessId.parse("12"));
    }

    @Test
    void aLaterProcessWithTheSamePidIsNeitherTakenForItNorKilled() throws Exception {
        Process sleeper = new ProcessBuilder("sleep", "60").start();
        try {
            ProcessId real = ProcessId.live(sleeper.pid()).orElseThrow();
            ProcessId stale = new ProcessId(real.pid(), real.startTicks() - 1, real.bootId());
            assertFalse(stale.isLive());
            stale.kill();
            assertTrue(real.isLive());
            real.kill();
            sleeper.waitFor();
            assertEquals(Optional.empty(), ProcessId.live(real.pid()));
        } finally {
            sleeper.destroyForcibly();
        }
    }
}
