package dev.warren.labs.verb;

import dev.warren.labs.lab.Lab;
import dev.warren.labs.lab.LabException;
import dev.warren.labs.lab.NodeShell;
import dev.warren.labs.process.ProcessId;
import dev.warren.labs.process.Signals;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;

/**
 * {@code stop NODE} and {@code kill NODE}: ends the main process and what it has started, as stopping a container does; the node's
 * network stays. With {@code --only-main} what it has started lives on.
 *
 * @param atOnce true for SIGKILL; else SIGTERM to the main process first, and SIGKILL to what is left after 10 s, as docker stop
 */
record StopVerb(boolean atOnce) implements LabVerb {
    private static final String ONLY_MAIN = "--only-main";
    private static final Duration GRACE = Duration.ofSeconds(10);
    private static final Duration LIMIT = Duration.ofSeconds(10);

    @Override
    public VerbHelp help() {
        return new VerbHelp(
                "[" + ONLY_MAIN + "] NODE",
                (atOnce
                        ? "Ends a node's main process and what it has started by SIGKILL."
                        : "Ends a node's main process by SIGTERM, and by SIGKILL what is left of it and of what it has started after 10 s."),
                "The node's network stays; start runs the main process again. With " + ONLY_MAIN
                        + " what it has started lives on.");
    }

    @Override
    public void require(Lab lab, List<String> arguments) throws LabException {
        OneNode.of(lab, arguments, Set.of(ONLY_MAIN)).withMain();
    }

    @Override
    public String run(Lab lab, List<String> arguments) throws LabException, IOException, InterruptedException {
        OneNode given = OneNode.of(lab, arguments, Set.of(ONLY_MAIN));
        NodeShell node = given.withMain();
        Optional<ProcessId> main = node.main();
        NodeProcesses processes = new NodeProcesses(lab, node);
        List<ProcessId> all = given.flags().contains(ONLY_MAIN) ? main.stream().toList() : processes.ofMain();
        if (all.isEmpty()) {
            return node.name() + ": its main process isn't running";
        }
        if (!atOnce && main.isPresent()) {
            Signals.send("TERM", List.of(main.get()));
            Signals.send("CONT", List.of(main.get())); // a frozen process would not see it
            awaitEnd(List.of(main.get()), GRACE);
        }
        List<ProcessId> left = all.stream().filter(ProcessId::isLive).toList();
        Signals.send("KILL", left);
        Signals.send("CONT", processes.entrants()); // a frozen one would not reap them
        if (!awaitEnd(left, LIMIT)) {
            throw new LabException("processes of node " + node.name() + " do not die: "
                    + left.stream()
                            .filter(ProcessId::isLive)
                            .map(ProcessId::pid)
                            .toList());
        }
        List<String> said = new ArrayList<>();
        said.add(node.name() + ": " + all.size() + (all.size() == 1 ? " process" : " processes") + " ended");
        if (!atOnce && main.filter(left::contains).isPresent()) {
            said.add("the main process by SIGKILL, as it didn't end within " + GRACE.toSeconds() + " s of SIGTERM");
        }
        return String.join(", ", said);
    }

    private static boolean awaitEnd(List<ProcessId> processes, Duration limit) {
        long deadline = System.nanoTime() + limit.toNanos();
        while (processes.stream().anyMatch(ProcessId::isLive)) {
            if (System.nanoTime() - deadline > 0) {
                return false;
            }
            LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
        }
        return true;
    }
}
