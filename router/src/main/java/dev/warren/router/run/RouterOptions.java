package dev.warren.router.run;

import java.nio.file.Path;
import java.util.List;

/**
 * How a router runs on this machine; what it does is in the topology.
 *
 * @param runFolder where lock, API socket and logs are
 * @param wireGuard the command that starts a userspace WireGuard; the interface's name is added to it
 */
public record RouterOptions(Path runFolder, List<String> wireGuard) {
    /** Where they are unless said otherwise. */
    public static final Path DEFAULT_RUN_FOLDER = Path.of("/run/warren");

    /** Copies the list. */
    public RouterOptions {
        wireGuard = List.copyOf(wireGuard);
    }

    /** The API socket of a node. */
    public Path socket(String node) {
        return runFolder.resolve(node + ".sock");
    }

    /** The lock file of a node. */
    Path lock(String node) {
        return runFolder.resolve(node + ".lock");
    }
}
