package dev.warren.labs.clab;

import java.nio.file.Path;

/**
 * A folder of a node that is empty at first and in memory.
 *
 * @param target absolute
 * @param options of mount(8), after Docker's own ({@code noexec,nosuid,nodev}); may be empty
 */
public record Tmpfs(Path target, String options) {
    /** As Docker's volume without a name has it: programs in it can be run. */
    static final String OF_A_VOLUME = "exec,suid,dev";
}
