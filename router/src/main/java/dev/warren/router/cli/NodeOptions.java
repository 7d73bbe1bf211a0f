package dev.warren.router.cli;

import dev.warren.router.run.RouterOptions;
import dev.warren.topology.PlaneChoice;
import dev.warren.topology.TopologyException;
import dev.warren.topology.TopologyFile;
import dev.warren.topology.plan.NodePlan;
import dev.warren.topology.plan.NodePlans;
import dev.warren.topology.plan.UnknownNodeException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Which node of which topology, and where it keeps its files. */
final class NodeOptions {
    @Option(
            names = "--topology",
            required = true,
            paramLabel = "FILE",
            description = "The topology: a YAML file, or a folder of them.")
    private Path topology = Path.of("");

    @Option(names = "--node", required = true, paramLabel = "NAME", description = "The hub that this machine is.")
    private String node = "";

    @Option(
            names = "--run-folder",
            paramLabel = "FOLDER",
            description = "Where lock, socket and logs are. Default: /run/warren")
    private Path runFolder = RouterOptions.DEFAULT_RUN_FOLDER;

    NodePlan plan() throws TopologyException, UnknownNodeException, IOException {
        return NodePlans.compile(TopologyFile.read(topology), node);
    }

    RouterOptions router(Optional<PlaneChoice> plane, List<String> wireGuard) {
        return new RouterOptions(runFolder, plane, wireGuard);
    }
}
