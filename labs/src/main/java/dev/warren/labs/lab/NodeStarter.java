package dev.warren.labs.lab;

import dev.warren.labs.clab.ClabNode;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Makes the namespaces of nodes, side by side; a node that joins another's network comes after that one. */
final class NodeStarter {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Duration POLL = Duration.ofMillis(5);

    private final Lab lab;
    private final Places places;

    NodeStarter(Lab lab, Places places) {
        this.lab = lab;
        this.places = places;
    }

    void startAll() throws LabException, IOException, InterruptedException {
        List<ClabNode> waiting = new ArrayList<>(lab.topology().nodes().values());
        Set<String> started = new LinkedHashSet<>();
        while (!waiting.isEmpty()) {
            List<ClabNode> now = waiting.stream()
                    .filter(node ->
                            node.network().joins().map(started::contains).orElse(true))
                    .toList();
            InParallel.forEach(InParallel.BUSY, now, this::start);
            now.forEach(node -> started.add(node.name()));
            waiting.removeAll(now);
        }
    }

    private void start(ClabNode node) throws LabException, IOException, InterruptedException {
        Path home = Files.createDirectories(lab.folder().node(node.name()));
        Files.write(home.resolve("mounts"), Mounts.of(node));
        Files.write(
                home.resolve("sysctls"),
                node.sysctls().entrySet().stream()
                        .map(entry -> entry.getKey() + "=" + entry.getValue())
                        .sorted()
                        .toList());
        List<String> command = new ArrayList<>(
                List.of("setsid", places.script("node-start").toString(), home.toString(), node.hostname()));
        Optional<String> joined = node.network().joins();
        if (joined.isPresent()) {
            command.add(Long.toString(lab.folder()
                    .init(joined.get())
                    .orElseThrow(() -> new LabException("node " + joined.get() + " has died"))
                    .pid()));
        }
        Process holder = new ProcessBuilder(command)
                .redirectInput(new File("/dev/null"))
                .redirectErrorStream(true)
                .redirectOutput(home.resolve("holder.log").toFile())
                .start();
        try {
            awaitReady(node, home, holder);
        } catch (InterruptedException e) {
            holder.destroyForcibly(); // it may not have said yet who it is
            throw e;
        }
    }

    private void awaitReady(ClabNode node, Path home, Process holder) throws LabException, InterruptedException {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        while (!Files.exists(home.resolve("ready"))) {
            boolean late = System.nanoTime() - deadline > 0;
            if (late || !holder.isAlive() || Files.exists(home.resolve("failed"))) {
                throw new LabException("node " + node.name() + " did not start"
                        + (late ? " within " + LIMIT.toSeconds() + " s\n" : "\n")
                        + lab.node(node.name()).tail("holder.log"));
            }
            Thread.sleep(POLL);
        }
    }
}
