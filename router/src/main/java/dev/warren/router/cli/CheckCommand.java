package dev.warren.router.cli;

import dev.warren.topology.Topology;
import dev.warren.topology.TopologyFile;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code warren check}: says whether a topology is right, and touches nothing. */
@Command(
        name = "check",
        description = "Checks a topology and touches nothing. Every problem is shown with its file, line and remedy.",
        mixinStandardHelpOptions = true)
final class CheckCommand implements Callable<Integer> {
    @Parameters(paramLabel = "FILE", description = "The topology: a YAML file, or a folder of them.")
    private Path topology = Path.of("");

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws Exception {
        Topology read = TopologyFile.read(topology);
        PrintWriter out = spec.commandLine().getOut();
        out.println(topology + ": overlay " + read.overlay().name() + ", "
                + read.hubs().size() + " hubs, " + read.sites().size() + " sites, "
                + read.upstreams().size() + " upstreams: no problems");
        return ExitCode.OK;
    }
}
