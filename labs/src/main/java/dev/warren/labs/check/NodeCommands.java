package dev.warren.labs.check;

import dev.warren.labs.lab.Lab;
import dev.warren.labs.lab.LabException;
import dev.warren.labs.process.Output;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Shell commands in a lab's nodes, a few at a time. */
record NodeCommands(Lab lab, Duration limit) {
    /** Commands at once: most wait for an answer, some are JVMs of their own. */
    private static final int AT_ONCE = 4;

    /** A shell command in one node. */
    record NodeCommand(String node, String command) {
        @Override
        public String toString() {
            return node + ": " + command;
        }
    }

    /** The outputs of all of them; each is killed after the limit. */
    Map<NodeCommand, Output> run(Collection<NodeCommand> commands) throws LabException, InterruptedException {
        Map<NodeCommand, Future<Output>> running = new LinkedHashMap<>();
        Set<NodeCommand> distinct = new LinkedHashSet<>(commands);
        try (ExecutorService threads =
                Executors.newFixedThreadPool(AT_ONCE, Thread.ofVirtual().factory())) {
            for (NodeCommand each : distinct) {
                running.put(each, threads.submit(() -> run(each)));
            }
        }
        Map<NodeCommand, Output> outputs = new LinkedHashMap<>();
        for (Map.Entry<NodeCommand, Future<Output>> each : running.entrySet()) {
            outputs.put(each.getKey(), result(each.getValue()));
        }
        return outputs;
    }

    private Output run(NodeCommand command) throws LabException, InterruptedException {
        return lab.node(command.node()).run(limit, List.of("sh", "-c", command.command()));
    }

    private static Output result(Future<Output> output) throws LabException, InterruptedException {
        try {
            return output.get();
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case LabException failed -> throw failed;
                case InterruptedException interrupted -> throw interrupted;
                case null, default -> throw new IllegalStateException(e.getCause());
            }
        }
    }
}
