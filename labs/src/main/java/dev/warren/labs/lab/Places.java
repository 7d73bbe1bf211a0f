package dev.warren.labs.lab;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * Where things are.
 *
 * @param labs the folder {@code labs} of the source tree: labs, images.yml, bin and lib
 * @param running the folder that gets a folder {@code clab-NAME} per lab
 */
public record Places(Path labs, Path running) {
    private static final String PREFIX = "clab-";

    /** The places of a source tree. */
    public static Places of(Path root) {
        Path labs = root.resolve("labs").toAbsolutePath().normalize();
        return new Places(labs, labs);
    }

    /** The same, where {@code labs/test} plays: a lab of the user's with the same name stays up beside it. */
    public Places ofTests() {
        return new Places(labs, running.resolve("target/checks"));
    }

    public Path images() {
        return labs.resolve("images.yml");
    }

    public Path script(String name) {
        return labs.resolve("lib").resolve(name);
    }

    /** Commands of the labs' own that every node finds on its PATH. */
    public Path bin() {
        return labs.resolve("bin");
    }

    public LabFolder folder(String lab) {
        return new LabFolder(running.resolve(PREFIX + lab));
    }

    /** The names of the labs that are up here, sorted. */
    public List<String> up() throws IOException {
        if (!Files.isDirectory(running)) {
            return List.of();
        }
        List<String> names = new ArrayList<>();
        try (Stream<Path> folders = Files.list(running)) {
            for (Path folder : folders.sorted().toList()) {
                String name = folder.getFileName().toString();
                if (name.startsWith(PREFIX) && new LabFolder(folder).isUp()) {
                    names.add(name.substring(PREFIX.length()));
                }
            }
        }
        return names;
    }

    /** What the words in images.yml stand for. */
    public Map<String, String> words() {
        return Map.of("labs", labs.toString(), "warren", launcher().toString());
    }

    /** Warren's launcher: {@code $WARREN} if set, else that of the newest distribution in router/target. */
    public Path launcher() {
        String given = System.getenv("WARREN");
        if (given != null && !given.isEmpty()) {
            return Path.of(given);
        }
        Path target = labs.resolveSibling("router").resolve("target");
        return newestLauncher(target).orElse(target.resolve("warren/bin/warren"));
    }

    private static Optional<Path> newestLauncher(Path target) {
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(target)) {
            return StreamSupport.stream(folders.spliterator(), false)
                    .map(folder -> folder.resolve("bin/warren"))
                    .filter(Files::isExecutable)
                    .max(Comparator.comparing(Places::modified));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static FileTime modified(Path file) {
        try {
            return Files.getLastModifiedTime(file);
        } catch (IOException e) {
            return FileTime.fromMillis(0);
        }
    }
}
