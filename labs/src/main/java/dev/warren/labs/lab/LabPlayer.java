package dev.warren.labs.lab;

import dev.warren.labs.clab.Bind;
import dev.warren.labs.clab.ClabLink;
import dev.warren.labs.clab.ClabNode;
import dev.warren.labs.process.HostCommand;
import dev.warren.labs.process.Output;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Plays a lab: namespaces, links, main processes, exec commands, in containerlab's order. Nodes are started side by side. If
 * a step fails, what was started is taken down and the logs stay.
 */
public final class LabPlayer {
    private static final Duration NODE_LIMIT = Duration.ofSeconds(20);
    private static final Duration EXEC_LIMIT = Duration.ofSeconds(60);
    private static final Duration POLL = Duration.ofMillis(5);
    private static final Duration PREPARE_LIMIT = Duration.ofSeconds(60);

    private final Lab lab;
    private final Places places;
    private final Progress progress;

    public LabPlayer(Lab lab, Places places, Progress progress) {
        this.lab = lab;
        this.places = places;
        this.progress = progress;
    }

    /** Brings everything up; a lab of this name that is still up goes first. */
    public void play(Map<String, String> variables) throws LabException, IOException, InterruptedException {
        LabFolder folder = lab.folder();
        try (LabLock _ = LabLock.take(folder)) {
            lab.topology().warnings().forEach(progress::line);
            prepare();
            checkBinds();
            if (folder.isUp()) {
                progress.line("lab " + lab.name() + " is still up: taking it down first");
            }
            LabDown.removeAll(folder);
            folder.clear();
            start(folder, variables);
        }
    }

    private void start(LabFolder folder, Map<String, String> variables)
            throws LabException, IOException, InterruptedException {
        boolean complete = false;
        try {
            startNodes(variables);
            addLinks();
            runMains(false);
            runExecs();
            runMains(true);
            complete = true;
        } finally {
            if (!complete) {
                Thread.interrupted(); // else reading the lab's files fails
                LabDown.removeAll(folder);
                progress.line("the lab is down again; its logs are in " + folder.path());
            }
        }
    }

    private void prepare() throws LabException, IOException, InterruptedException {
        Path script = lab.topology().folder().resolve("prepare");
        if (Files.isExecutable(script)) {
            Output output = HostCommand.run(List.of(script.toString()), PREPARE_LIMIT);
            if (!output.ok()) {
                throw new LabException(script + ": " + output.describe());
            }
            progress.line("prepare: " + output.out().strip());
        }
    }

    private void checkBinds() throws LabException {
        for (ClabNode node : lab.topology().nodes().values()) {
            for (Bind bind : node.binds()) {
                if (!Files.exists(bind.source())) {
                    throw new LabException(
                            "node " + node.name() + " binds " + bind.source() + ", which does not exist");
                }
            }
        }
    }

    private void startNodes(Map<String, String> variables) throws LabException, IOException, InterruptedException {
        List<ClabNode> nodes = List.copyOf(lab.topology().nodes().values());
        Files.createDirectories(lab.folder().path());
        new LabState(
                        lab.name(),
                        lab.topology().file().toAbsolutePath().toString(),
                        variables,
                        nodes.stream().map(ClabNode::name).toList())
                .write(lab.folder().state());
        InParallel.forEach(nodes, this::startNode);
        progress.line(
                nodes.size() + " nodes: " + nodes.stream().map(ClabNode::name).collect(Collectors.joining(" ")));
    }

    private void startNode(ClabNode node) throws LabException, IOException, InterruptedException {
        Path home = Files.createDirectories(lab.folder().node(node.name()));
        Files.write(
                home.resolve("binds"),
                node.binds().stream()
                        .map(bind -> bind.source() + "\t" + bind.target() + "\t" + (bind.readOnly() ? "ro" : "rw"))
                        .toList());
        Files.write(
                home.resolve("sysctls"),
                node.sysctls().entrySet().stream()
                        .map(entry -> entry.getKey() + "=" + entry.getValue())
                        .sorted()
                        .toList());
        Process holder = new ProcessBuilder(
                        "setsid", places.script("node-start").toString(), home.toString(), node.name())
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
        long deadline = System.nanoTime() + NODE_LIMIT.toNanos();
        while (!Files.exists(home.resolve("ready"))) {
            if (!holder.isAlive() || Files.exists(home.resolve("failed")) || System.nanoTime() - deadline > 0) {
                throw new LabException("node " + node.name() + " did not start\n"
                        + lab.node(node.name()).tail("holder.log"));
            }
            Thread.sleep(POLL);
        }
    }

    private void addLinks() throws LabException, IOException, InterruptedException {
        for (ClabLink link : lab.topology().links()) {
            String a = init(link.a().node());
            String b = init(link.b().node());
            host(List.of(("nsenter -t " + a + " -n ip link add " + link.a().interfaceName() + " type veth peer name "
                            + link.b().interfaceName() + " netns " + b)
                    .split(" ")));
            host(List.of(("nsenter -t " + a + " -n ip link set " + link.a().interfaceName() + " up").split(" ")));
            host(List.of(("nsenter -t " + b + " -n ip link set " + link.b().interfaceName() + " up").split(" ")));
        }
        progress.line(lab.topology().links().size() + " links");
    }

    private String init(String node) throws LabException, IOException {
        return Long.toString(lab.folder()
                .init(node)
                .orElseThrow(() -> new LabException("node " + node + " has died"))
                .pid());
    }

    private static void host(List<String> command) throws LabException, IOException, InterruptedException {
        Output output = HostCommand.run(command, NodeShell.QUICK);
        if (!output.ok()) {
            throw new LabException(String.join(" ", command) + ": " + output.describe());
        }
    }

    private void runMains(boolean afterExec) throws LabException, IOException, InterruptedException {
        List<String> started = new ArrayList<>();
        for (ClabNode node : lab.topology().nodes().values()) {
            NodeShell shell = lab.node(node.name());
            if (shell.hasMain() && lab.image(node).startsAfterExec() == afterExec) {
                shell.startMain();
                started.add(node.name() + " (" + lab.image(node).name() + ")");
            }
        }
        if (!started.isEmpty()) {
            progress.line("started: " + String.join(", ", started));
        }
    }

    private void runExecs() throws LabException, IOException, InterruptedException {
        List<ClabNode> nodes = lab.topology().nodes().values().stream()
                .filter(node -> !node.exec().isEmpty())
                .toList();
        InParallel.forEach(nodes, this::runExec);
        progress.line("exec commands done in " + nodes.size() + " nodes");
    }

    private void runExec(ClabNode node) throws LabException, IOException, InterruptedException {
        StringBuilder log = new StringBuilder();
        for (List<String> words : node.exec()) {
            Output output = lab.node(node.name()).run(EXEC_LIMIT, words);
            log.append("# ")
                    .append(String.join(" ", words))
                    .append('\n')
                    .append(output.out())
                    .append(output.err());
            Files.writeString(lab.folder().node(node.name()).resolve("exec.log"), log);
            if (!output.ok()) {
                throw new LabException(
                        "node " + node.name() + ": " + String.join(" ", words) + ": " + output.describe());
            }
        }
    }
}
