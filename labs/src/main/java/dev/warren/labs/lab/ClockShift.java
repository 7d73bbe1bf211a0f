package dev.warren.labs.lab;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * The time of day of a node, shifted by libfaketime: a library that is loaded before the C library into what is started in the node. The
 * monotonic clock and the times of files are left alone.
 *
 * @param file in the node's folder: the seconds; without it nothing is shifted
 */
record ClockShift(Path file) {
    private static final Path LIBRARIES = Path.of("/usr/lib");

    /** Shifts it from now on; 0 for not at all. */
    void set(long seconds) throws IOException {
        if (seconds == 0) {
            Files.deleteIfExists(file);
        } else {
            Files.writeString(file, Long.toString(seconds));
        }
    }

    /** What must be in the environment of a process that is to see it. */
    Map<String, String> environment() throws IOException {
        Optional<Path> library = Files.exists(file) ? library() : Optional.empty();
        if (library.isEmpty()) {
            return Map.of();
        }
        long seconds = Long.parseLong(Files.readString(file).strip());
        return Map.of(
                "LD_PRELOAD", library.get().toString(),
                "FAKETIME", (seconds < 0 ? "" : "+") + seconds,
                "DONT_FAKE_MONOTONIC", "1",
                "FAKETIME_DONT_FAKE_MONOTONIC", "1",
                "NO_FAKE_STAT", "1");
    }

    /** Where libfaketime is; empty if it isn't installed. */
    static Optional<Path> library() throws IOException {
        try (DirectoryStream<Path> machines = Files.newDirectoryStream(LIBRARIES, "*-linux-gnu*")) {
            for (Path machine : machines) {
                Path library = machine.resolve("faketime/libfaketime.so.1");
                if (Files.exists(library)) {
                    return Optional.of(library);
                }
            }
        }
        return Optional.empty();
    }
}
