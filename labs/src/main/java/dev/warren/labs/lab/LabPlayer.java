package dev.warren.labs.lab;

import dev.warren.labs.clab.Bind;
import dev.warren.labs.clab.ClabNode;
import dev.warren.labs.process.HostCommand;
import dev.warren.labs.process.Output;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Plays a lab: namespaces, links, main processes, exec commands, in containerlab's order. Nodes are started side by side. If
 * a step fails, what was started is taken down and the logs stay.
 */
public final class LabPlayer {
    private static final Duration EXEC_LIMIT = Duration.ofSeconds(60);
    private static final Duration PREPARE_LIMIT = Duration.ofSeconds(60);

    /** More than processors: some wait for something. */
    private static final int EXECS_AT_A_TIME = 16;

    private final Lab lab;
    private final Places places;
    private final Progress progress;

    public LabPlayer(Lab lab, Places places, Progress progress) {
        this.lab = lab;
        this.places = places;
        this.progress = progress;
    }

    /** Brings everything up; a lab of this name that is still up goes first. */
    public void play() throws LabException, IOException, InterruptedException {
        LabFolder folder = lab.folder();
        try (LabLock _ = LabLock.take(folder)) {
            requireNoOther(folder);
            lab.topology().warnings().forEach(progress::line);
            ImageCheck images = new ImageCheck(lab);
            images.requirePrograms();
            images.makeReady();
            images.otherVersions().forEach(progress::line);
            prepare();
            checkBinds();
            if (folder.isUp()) {
                progress.line("lab " + lab.name() + " is still up: taking it down first");
            }
            LabDown.removeAll(folder);
            folder.clear();
            start(folder);
        }
    }

    /** Whoever plays a file again wants it anew; another's lab of the same name is not his to take down. */
    private void requireNoOther(LabFolder folder) throws LabException, IOException {
        if (folder.isUp() && Files.exists(folder.state())) {
            LabState other = LabState.read(folder.state());
            if (!other.isOf(lab.topology().file())) {
                throw new LabException("a lab " + lab.name() + " is up already, from " + other.file()
                        + "; labs/run down " + lab.name() + " takes it down, or give this one another name");
            }
        }
    }

    private void start(LabFolder folder) throws LabException, IOException, InterruptedException {
        boolean complete = false;
        try {
            startNodes();
            new LinkMaker(lab).makeAll();
            progress.line(lab.topology().links().size() + " links");
            runMains(false);
            runExecs();
            runMains(true);
            for (NodeShell node : lab.nodes()) {
                node.requireRunnable();
            }
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

    /** The folders that containerlab makes for a lab and its nodes are made if a bind names one; all else must be there. */
    private void checkBinds() throws LabException, IOException {
        Path own = lab.topology().folder().resolve("clab-" + lab.name());
        for (ClabNode node : lab.topology().nodes().values()) {
            for (Bind bind : node.binds()) {
                if (bind.source().equals(own) || bind.source().equals(own.resolve(node.name()))) {
                    Files.createDirectories(bind.source());
                } else if (!Files.exists(bind.source())) {
                    throw new LabException(
                            "node " + node.name() + " binds " + bind.source() + ", which does not exist");
                }
            }
        }
    }

    private void startNodes() throws LabException, IOException, InterruptedException {
        List<ClabNode> nodes = List.copyOf(lab.topology().nodes().values());
        Files.createDirectories(lab.folder().path());
        lab.state().write(lab.folder().state());
        new NodeStarter(lab, places).startAll();
        progress.line(
                nodes.size() + " nodes: " + nodes.stream().map(ClabNode::name).collect(Collectors.joining(" ")));
    }

    private void runMains(boolean afterExec) throws LabException, IOException, InterruptedException {
        List<ClabNode> nodes = lab.topology().nodes().values().stream()
                .filter(node -> lab.image(node)
                        .filter(image -> image.startsAfterExec() == afterExec)
                        .isPresent())
                .filter(node -> lab.hasMain(node))
                .toList();
        InParallel.forEach(nodes, node -> {
            Thread.sleep(node.start().delay());
            lab.node(node.name()).startMain();
        });
        if (!nodes.isEmpty()) {
            progress.line("started: "
                    + nodes.stream()
                            .map(node -> node.name() + " ("
                                    + lab.image(node).orElseThrow().name() + ")")
                            .collect(Collectors.joining(", ")));
        }
    }

    private void runExecs() throws LabException, IOException, InterruptedException {
        List<ClabNode> nodes = lab.topology().nodes().values().stream()
                .filter(node -> !node.exec().isEmpty())
                .toList();
        InParallel.forEach(EXECS_AT_A_TIME, nodes, this::runExec);
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
