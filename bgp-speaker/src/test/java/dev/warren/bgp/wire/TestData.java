package dev.warren.bgp.wire;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The data that others wrote: in {@code $WARREN_TEST_DATA}, or beside the repository in {@code ../shared/data}. */
public final class TestData {
    private TestData() {}

    /** A file or folder of it; the test is skipped where it is absent. */
    public static Path bgp(String name) {
        Path data = Optional.ofNullable(System.getenv("WARREN_TEST_DATA"))
                .map(Path::of)
                .orElse(Path.of("")
                        .toAbsolutePath()
                        .resolve("../../shared/data")
                        .normalize());
        Path file = data.resolve("bgp").resolve(name);
        assumeTrue(Files.exists(file), () -> "skipped: no " + file);
        return file;
    }
}
