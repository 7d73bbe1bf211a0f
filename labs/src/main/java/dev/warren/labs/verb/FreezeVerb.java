package dev.warren.labs.verb;

import dev.warren.labs.lab.Lab;
import dev.warren.labs.lab.LabException;
import dev.warren.labs.lab.NodeShell;
import dev.warren.labs.process.ProcessId;
import dev.warren.labs.process.Signals;
import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;

/**
 * {@code freeze NODE} and {@code thaw NODE}: stops every process of the node where it stands (SIGSTOP), and lets it go on. The kernel
 * part of the node (forwarding, ARP, TCP's acknowledgements) goes on meanwhile; so do commands that are run in it afterwards.
 */
record FreezeVerb(boolean freeze) implements LabVerb {
    private static final Duration LIMIT = Duration.ofSeconds(5);

    @Override
    public VerbHelp help() {
        return freeze
                ? new VerbHelp(
                        "NODE",
                        "Stops every process of a node where it stands (SIGSTOP).",
                        "Its kernel goes on: forwarding, ARP, TCP's acknowledgements.")
                : new VerbHelp("NODE", "Lets the processes of a frozen node go on.");
    }

    @Override
    public void require(Lab lab, List<String> arguments) throws LabException {
        OneNode.of(lab, arguments, Set.of());
    }

    @Override
    public String run(Lab lab, List<String> arguments) throws LabException, IOException, InterruptedException {
        NodeShell node = OneNode.of(lab, arguments, Set.of()).node();
        NodeProcesses processes = new NodeProcesses(lab, node);
        Set<ProcessId> signalled = new HashSet<>();
        List<ProcessId> more = processes.all();
        while (signalled.addAll(more)) { // again for those that were started meanwhile
            Signals.send(freeze ? "STOP" : "CONT", more);
            more = processes.all();
        }
        long deadline = System.nanoTime() + LIMIT.toNanos();
        while (freeze && signalled.stream().anyMatch(FreezeVerb::goesOn) && System.nanoTime() - deadline < 0) {
            LockSupport.parkNanos(Duration.ofMillis(2).toNanos()); // each stops when it is scheduled next
        }
        if (!freeze) {
            Signals.send("CONT", processes.entrants());
        }
        return node.name() + ": " + signalled.size() + (signalled.size() == 1 ? " process" : " processes")
                + (freeze ? " frozen" : " thawed");
    }

    private static boolean goesOn(ProcessId process) {
        return process.isLive() && !process.isStopped();
    }
}
