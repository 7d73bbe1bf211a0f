package dev.warren.labs.verb;

import dev.warren.labs.lab.Lab;
import dev.warren.labs.lab.LabException;
import dev.warren.labs.lab.NodeShell;
import dev.warren.labs.process.ProcessId;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;

/** {@code start NODE}: the main process once more, with the same command. */
record StartVerb() implements LabVerb {
    private static final Duration LIMIT = Duration.ofSeconds(2);

    @Override
    public VerbHelp help() {
        return new VerbHelp("NODE", "Runs a node's main process again, with the same command.");
    }

    @Override
    public void require(Lab lab, List<String> arguments) throws LabException {
        OneNode.of(lab, arguments, Set.of()).withMain();
    }

    @Override
    public String run(Lab lab, List<String> arguments) throws LabException, IOException, InterruptedException {
        NodeShell node = OneNode.of(lab, arguments, Set.of()).withMain();
        if (node.main().isPresent()) {
            return node.name() + ": its main process is running already";
        }
        node.startMain();
        NodeProcesses processes = new NodeProcesses(lab, node);
        long deadline = System.nanoTime() + LIMIT.toNanos();
        while (!processes.mainHasBegun() && System.nanoTime() - deadline < 0) {
            LockSupport.parkNanos(Duration.ofMillis(2).toNanos());
        }
        return node.name() + ": started as process "
                + node.main().map(ProcessId::pid).map(String::valueOf).orElse("?");
    }
}
