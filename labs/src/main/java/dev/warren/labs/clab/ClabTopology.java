package dev.warren.labs.clab;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A lab as its file describes it.
 *
 * @param name the lab's name
 * @param file the file it was read from
 * @param nodes by name, in the file's order
 * @param links in the file's order
 * @param warnings what containerlab would do and the runner doesn't, each with its place
 */
public record ClabTopology(
        String name, Path file, Map<String, ClabNode> nodes, List<ClabLink> links, List<String> warnings) {

    /** The folder that relative binds start from. */
    public Path folder() {
        return folderOf(file);
    }

    static Path folderOf(Path file) {
        Path parent = file.toAbsolutePath().getParent();
        return parent == null ? Path.of("/") : parent;
    }
}
