package dev.warren.wg.crypto;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Published vectors, from $WARREN_TEST_DATA or ../shared/data beside the repository; a test without them is skipped. */
public final class TestData {
    private TestData() {}

    /** Reads a file of the test data. */
    public static JsonNode json(String name) throws IOException {
        Path file = find(name);
        assumeTrue(file != null, "no test data: " + name + " is neither in $WARREN_TEST_DATA nor in ../shared/data");
        return new ObjectMapper().readTree(Objects.requireNonNull(file).toFile());
    }

    private static @Nullable Path find(String name) {
        String configured = System.getenv("WARREN_TEST_DATA");
        if (configured != null) {
            Path file = Path.of(configured, name);
            return Files.exists(file) ? file : null;
        }
        for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
            Path file = at.resolve("../shared/data").resolve(name);
            if (Files.exists(file)) {
                return file;
            }
        }
        return null;
    }

    public static byte[] hex(JsonNode object, String field) {
        return HexFormat.of().parseHex(object.path(field).asText());
    }
}
