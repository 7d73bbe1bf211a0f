package dev.warren.linux.libc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

final class KeyMemoryTest {
    private static final int PR_GET_DUMPABLE = 3;
    private static final int PR_SET_DUMPABLE = 4;

    @Test
    void slotsAreWhereNoCoreDumpAndNoSwapIs() throws IOException {
        MemorySegment slot = KeyMemory.allocate();
        List<String> flags = flags(slot.address());
        assertTrue(flags.contains("dd"), flags::toString);
        assertEquals(KeyMemory.isLocked(), flags.contains("lo"), flags::toString);
        assertEquals(KeyMemory.SLOT, slot.byteSize());
    }

    @Test
    void aProtectedProcessIsNotDumped() {
        int before = LibC.prctl(PR_GET_DUMPABLE, 0, 0, 0, 0);
        try {
            KeyMemory.protectProcess();
            assertEquals(0, LibC.prctl(PR_GET_DUMPABLE, 0, 0, 0, 0));
        } finally {
            LibC.prctl(PR_SET_DUMPABLE, before, 0, 0, 0);
        }
    }

    /** Of the mapping that an address is in: proc_pid_smaps(5). */
    private static List<String> flags(long address) throws IOException {
        boolean within = false;
        for (String line : Files.readAllLines(Path.of("/proc/self/smaps"))) {
            if (line.matches("[0-9a-f]+-[0-9a-f]+ .*")) {
                String[] ends = line.substring(0, line.indexOf(' ')).split("-", -1);
                within = Long.compareUnsigned(Long.parseUnsignedLong(ends[0], 16), address) <= 0
                        && Long.compareUnsigned(address, Long.parseUnsignedLong(ends[1], 16)) < 0;
            } else if (within && line.startsWith("VmFlags:")) {
                return List.of(line.substring("VmFlags:".length()).strip().split(" ", -1));
            }
        }
        return List.of();
    }
}
