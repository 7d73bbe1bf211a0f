package dev.warren.router.run;

import dev.warren.topology.PlaneChoice;
import dev.warren.topology.plan.NodePlan;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * How a router runs on this machine; what it does is in the topology.
 *
 * @param runFolder where lock, API socket and logs are
 * @param plane which WireGuard carries the tunnel, whatever the topology says; empty for what it says
 * @param wireGuard the command that starts a userspace WireGuard; the interface's name is added to it
 */
public record RouterOptions(Path runFolder, Optional<PlaneChoice> plane, List<String> wireGuard) {
    /** Where they are unless said otherwise. */
    public static final Path DEFAULT_RUN_FOLDER = Path.of("/run/warren");

    /** Copies the list. */
    public RouterOptions {
        wireGuard = List.copyOf(wireGuard);
    }

    /** Which WireGuard carries a node's tunnel. */
    PlaneChoice plane(NodePlan node) {
        return plane.orElse(node.tunnel().plane());
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
