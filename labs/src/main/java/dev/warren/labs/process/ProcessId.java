package dev.warren.labs.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A process that can't be mistaken for a later one with the same pid.
 *
 * @param pid its number in the machine's own PID namespace
 * @param startTicks clock ticks from boot to its start: field 22 of /proc/PID/stat
 * @param bootId the boot that both count from: /proc/sys/kernel/random/boot_id
 */
public record ProcessId(long pid, long startTicks, String bootId) {
    private static final int STATE = 0;
    private static final int START = 19;

    /** The process with this pid; empty if there is none or it has exited (a zombie). */
    public static Optional<ProcessId> live(long pid) {
        try {
            String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
            List<String> fields = fieldsAfterName(stat);
            return fields.get(STATE).equals("Z") || fields.get(STATE).equals("X")
                    ? Optional.empty()
                    : Optional.of(new ProcessId(pid, Long.parseLong(fields.get(START)), currentBootId()));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** The first child of the process with this pid: a namespace's init below its {@code unshare}. */
    public static Optional<ProcessId> firstChild(long pid) {
        String number = Long.toString(pid);
        try {
            String children = Files.readString(Path.of("/proc", number, "task", number, "children"));
            return children.isBlank()
                    ? Optional.empty()
                    : live(Long.parseLong(children.strip().split(" ", 2)[0]));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Reads {@code PID START-TICKS BOOT-ID}, as {@link #toString} and the scripts write it. */
    public static ProcessId parse(String text) {
        String[] parts = text.strip().split(" ", -1);
        if (parts.length != 3) {
            throw new IllegalArgumentException("'" + text.strip() + "' is no PID START-TICKS BOOT-ID");
        }
        return new ProcessId(Long.parseLong(parts[0]), Long.parseLong(parts[1]), parts[2]);
    }

    /** True while this very process runs. */
    public boolean isLive() {
        return live(pid).equals(Optional.of(this));
    }

    /** The name of the program that it runs now; empty if it has ended. */
    public Optional<String> program() {
        try {
            Path program = Files.readSymbolicLink(Path.of("/proc", Long.toString(pid), "exe"));
            return isLive() ? Optional.of(String.valueOf(program.getFileName())) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** True if it is stopped, as by SIGSTOP. */
    public boolean isStopped() {
        try {
            return fieldsAfterName(Files.readString(Path.of("/proc", Long.toString(pid), "stat")))
                    .get(STATE)
                    .equals("T");
        } catch (IOException e) {
            return false;
        }
    }

    /** Sends SIGKILL if this very process still runs. */
    public void kill() {
        if (isLive()) {
            ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
        }
    }

    /** The process's number, start and boot. */
    @Override
    public String toString() {
        return pid + " " + startTicks + " " + bootId;
    }

    /** The fields of a stat line after the name in parentheses, which may itself hold blanks and parentheses. */
    static List<String> fieldsAfterName(String stat) {
        return List.of(stat.substring(stat.lastIndexOf(')') + 2).strip().split(" "));
    }

    private static String currentBootId() throws IOException {
        return Files.readString(Path.of("/proc/sys/kernel/random/boot_id")).strip();
    }
}
