package dev.warren.labs.verb;

import dev.warren.labs.lab.Entrants;
import dev.warren.labs.lab.Lab;
import dev.warren.labs.lab.LabException;
import dev.warren.labs.lab.NodeShell;
import dev.warren.labs.process.ProcessId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The processes of a node, found by its PID namespace. */
record NodeProcesses(Lab lab, NodeShell node) {
    private static final Path PROC = Path.of("/proc");

    /** All of them but its first, which holds the namespaces, what that one itself runs, and its links' relays. */
    List<ProcessId> all() throws LabException, IOException {
        ProcessId init = init();
        Optional<Path> namespace = namespace(init.pid());
        Set<Long> keepers = new HashSet<>(List.of(init.pid()));
        ProcessHandle.of(init.pid()).stream()
                .flatMap(ProcessHandle::children)
                .filter(child -> commandLine(child.pid()).equals("sleep infinity")
                        && !isMarked(child.pid(), NodeShell.MAIN_MARK))
                .forEach(child -> keepers.add(child.pid()));
        List<ProcessId> processes = new ArrayList<>();
        for (long pid : pids()) {
            if (!keepers.contains(pid)
                    && namespace.isPresent()
                    && namespace.equals(namespace(pid))
                    && !isMarked(pid, NodeShell.RELAY_MARK)) {
                ProcessId.live(pid).ifPresent(processes::add);
            }
        }
        return processes;
    }

    /** The main process and all that it has started, also what has become a daemon since. */
    List<ProcessId> ofMain() throws LabException, IOException {
        Set<Long> descendants = new HashSet<>();
        node.main().ifPresent(main -> {
            descendants.add(main.pid());
            ProcessHandle.of(main.pid()).stream()
                    .flatMap(ProcessHandle::descendants)
                    .forEach(each -> descendants.add(each.pid()));
        });
        return all().stream()
                .filter(process -> descendants.contains(process.pid()) || isMarked(process.pid(), NodeShell.MAIN_MARK))
                .toList();
    }

    /** False while what is to become the main process is still what brings it into the node. */
    boolean mainHasBegun() throws LabException {
        return node.main()
                .filter(main -> !isMarked(main.pid(), NodeShell.MAIN_MARK))
                .isEmpty();
    }

    /** The processes of the machine that have brought others into the node, and wait for their ends. */
    List<ProcessId> entrants() throws LabException, IOException {
        return Entrants.into(List.of(init()));
    }

    private ProcessId init() throws LabException, IOException {
        return lab.folder().init(node.name()).orElseThrow(() -> new LabException("node " + node.name() + " is not up"));
    }

    private static boolean isMarked(long pid, String mark) {
        return read(pid, "environ").lines().anyMatch(mark::equals);
    }

    private static String commandLine(long pid) {
        return read(pid, "cmdline").strip().replace('\n', ' ');
    }

    /** A list of words that end in NUL, as lines; empty where the process has gone. */
    private static String read(long pid, String file) {
        try {
            byte[] bytes = Files.readAllBytes(PROC.resolve(Long.toString(pid)).resolve(file));
            return new String(bytes, StandardCharsets.ISO_8859_1).replace('\0', '\n');
        } catch (IOException e) {
            return "";
        }
    }

    private static Optional<Path> namespace(long pid) {
        try {
            return Optional.of(
                    Files.readSymbolicLink(PROC.resolve(Long.toString(pid)).resolve("ns/pid")));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static List<Long> pids() throws IOException {
        List<Long> pids = new ArrayList<>();
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(PROC, "[0-9]*")) {
            folders.forEach(
                    folder -> pids.add(Long.parseLong(folder.getFileName().toString())));
        }
        return pids;
    }
}
