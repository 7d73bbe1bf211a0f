package dev.warren.labs.clab;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A lab as its file describes it.
 *
 * @param name the lab's name
 * @param file the file it was read from
 * @param nodes by name, in the file's order; {@link #HOST} among them if something of the lab is on the machine itself
 * @param links in the file's order
 * @param dummies in the file's order
 * @param warnings what containerlab would do and the runner doesn't, each with its place
 */
public record ClabTopology(
        String name,
        Path file,
        Map<String, ClabNode> nodes,
        List<ClabLink> links,
        List<ClabLink.Dummy> dummies,
        List<String> warnings) {

    /** The node that stands for the machine: nothing of a lab is ever in the machine's own network namespace. */
    public static final String HOST = "host";

    /** The folder that relative binds start from. */
    public Path folder() {
        return folderOf(file);
    }

    /** The node whose network namespace a node lives in: mostly its own. */
    public String networkOf(String node) {
        return networkOf(nodes, node);
    }

    static String networkOf(Map<String, ClabNode> nodes, String node) {
        String at = node;
        Optional<String> next = Objects.requireNonNull(nodes.get(at)).network().joins();
        while (next.isPresent()) {
            at = next.get();
            next = Objects.requireNonNull(nodes.get(at)).network().joins();
        }
        return at;
    }

    static Path folderOf(Path file) {
        Path parent = file.toAbsolutePath().getParent();
        return parent == null ? Path.of("/") : parent;
    }
}
