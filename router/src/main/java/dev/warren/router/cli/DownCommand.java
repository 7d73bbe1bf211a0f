package dev.warren.router.cli;

import dev.warren.router.run.RouterProcess;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code warren down}: removes what a stopped router left. */
@Command(
        name = "down",
        description =
                "Removes what a stopped hub left for its next start: tunnel interface, routes, rules, firewall table.",
        mixinStandardHelpOptions = true)
final class DownCommand implements Callable<Integer> {
    @Mixin
    private NodeOptions node = new NodeOptions();

    @Override
    public Integer call() throws Exception {
        RouterProcess.clear(node.plan(), node.router(Optional.empty(), List.of()));
        return ExitCode.OK;
    }
}
