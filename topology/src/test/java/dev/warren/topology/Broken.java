package dev.warren.topology;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The two-regions topology with one thing changed, and the one problem that this must give.
 *
 * @param find what to change; stands once in the text
 * @param replacement what to write instead, with {@code §} where the problem must point
 * @param message the problem's message; {@code %s} is the topology's folder
 * @param remedy the problem's remedy or its beginning
 */
record Broken(String find, String replacement, String message, String remedy) {
    static final Path ORIGINAL = Path.of("src/test/resources/two-regions");

    void check(Path folder) {
        try {
            String original = Files.readString(ORIGINAL.resolve("topology.yaml"));
            int at = original.indexOf(find);
            assertTrue(at >= 0 && original.indexOf(find, at + 1) < 0, () -> "'" + find + "' doesn't stand once");
            String marked = original.replace(find, replacement);
            int mark = marked.indexOf('§');
            assertTrue(mark >= 0, "the replacement has a mark");
            String before = marked.substring(0, mark);
            Path file = write(folder, marked.replace("§", ""));

            List<Problem> problems = problems(file);
            assertEquals(1, problems.size(), problems::toString);
            Problem problem = problems.getFirst();
            assertEquals(message.replace("%s", folder.toString()), problem.message());
            assertTrue(problem.remedy().startsWith(remedy.replace("%s", folder.toString())), problem::remedy);
            assertEquals(file, problem.file());
            assertEquals(before.chars().filter(c -> c == '\n').count() + 1, problem.line(), problem::toString);
            assertEquals(mark - before.lastIndexOf('\n'), problem.column(), problem::toString);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Writes a topology into a folder that has the keys of the original. */
    static Path write(Path folder, String text) throws IOException {
        Path keys = Files.createDirectories(folder.resolve("keys"));
        try (var originals = Files.list(ORIGINAL.resolve("keys"))) {
            for (Path key : originals.toList()) {
                Path copy = keys.resolve(key.getFileName());
                if (!Files.exists(copy)) {
                    Files.copy(key, copy);
                }
            }
        }
        return Files.writeString(folder.resolve("topology.yaml"), text);
    }

    static List<Problem> problems(Path fileOrFolder) {
        return assertThrows(TopologyException.class, () -> TopologyFile.read(fileOrFolder))
                .problems();
    }

    @Override
    public String toString() {
        return message;
    }
}
