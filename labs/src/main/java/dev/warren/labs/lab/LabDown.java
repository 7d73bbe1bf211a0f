package dev.warren.labs.lab;

import dev.warren.labs.process.ProcessId;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** Takes a lab down: with a node's holder die its namespaces, and with them its processes, links and mounts. */
public final class LabDown {
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private LabDown() {}

    /**
     * Ends every process of the lab; its logs stay. Nothing happens where nothing is up.
     *
     * @return the number of nodes that were up
     */
    public static int down(LabFolder folder) throws LabException, IOException {
        try (LabLock _ = LabLock.take(folder)) {
            return removeAll(folder);
        }
    }

    /** As {@link #down}, by who has the lock. */
    static int removeAll(LabFolder folder) throws LabException, IOException {
        List<ProcessId> dying = new ArrayList<>();
        List<ProcessId> inits = new ArrayList<>();
        int nodes = 0;
        for (String node : folder.nodes()) {
            var holder = folder.holder(node);
            if (holder.isPresent()) {
                nodes++;
                folder.init(node).ifPresent(inits::add);
                dying.add(holder.get());
            }
        }
        dying.addAll(inits);
        dying.addAll(Entrants.into(inits));
        dying.addAll(Entrants.starting(folder));
        dying.forEach(ProcessId::kill);
        long deadline = System.nanoTime() + LIMIT.toNanos();
        while (dying.stream().anyMatch(ProcessId::isLive)) {
            if (System.nanoTime() - deadline > 0) {
                throw new LabException("processes of " + folder.path() + " do not die: "
                        + dying.stream()
                                .filter(ProcessId::isLive)
                                .map(ProcessId::pid)
                                .toList());
            }
            LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
        }
        return nodes;
    }
}
