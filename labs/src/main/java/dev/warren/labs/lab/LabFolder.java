package dev.warren.labs.lab;

import dev.warren.labs.process.ProcessId;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The folder of a lab that is or was up: {@code lab.json}, {@code lock}, and per node a folder with its logs and the identities of
 * its holder and main process.
 */
public record LabFolder(Path path) {
    private static final Set<String> NAMES =
            Set.of("holder", "main", "ready", "failed", "mounts", "sysctls", "clock", "root");

    public Path state() {
        return path.resolve("lab.json");
    }

    public Path lock() {
        return path.resolveSibling("." + path.getFileName() + ".lock");
    }

    public Path node(String name) {
        return path.resolve(name);
    }

    /** The {@code unshare} that a node's namespaces live and die with; empty if it isn't running. */
    public Optional<ProcessId> holder(String node) throws IOException {
        return identity(node(node).resolve("holder"));
    }

    /** PID 1 of a node, as the machine numbers it; empty if it isn't running. */
    public Optional<ProcessId> init(String node) throws IOException {
        return holder(node).flatMap(holder -> ProcessId.firstChild(holder.pid()));
    }

    /** The node's main process; empty if it has none or it isn't running. */
    public Optional<ProcessId> main(String node) throws IOException {
        return identity(mainFile(node));
    }

    Path mainFile(String node) {
        return node(node).resolve("main");
    }

    Path mainLog(String node) {
        return node(node).resolve("main.log");
    }

    /** The nodes that have a folder here, known by their files only: a crashed runner may have written no state. */
    public List<String> nodes() throws IOException {
        if (!Files.isDirectory(path)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(path)) {
            return entries.filter(Files::isDirectory)
                    .map(entry -> entry.getFileName().toString())
                    .sorted()
                    .toList();
        }
    }

    /** True if a node's namespaces are there. */
    public boolean isUp() throws IOException {
        for (String node : nodes()) {
            if (holder(node).isPresent()) {
                return true;
            }
        }
        return false;
    }

    /** Removes what the runner has written there, logs included, and nothing else: a lab may have files of its own in it. */
    void clear() throws IOException {
        Files.deleteIfExists(state());
        for (String node : nodes()) {
            try (Stream<Path> entries = Files.list(node(node))) {
                for (Path entry : entries.filter(LabFolder::isRunners).toList()) {
                    Files.delete(entry);
                }
            }
            deleteIfEmpty(node(node));
        }
        deleteIfEmpty(path);
    }

    private static boolean isRunners(Path entry) {
        String name = entry.getFileName().toString();
        return NAMES.contains(name) || name.endsWith(".log") || name.startsWith("impair-") || name.startsWith("cut-");
    }

    private static void deleteIfEmpty(Path folder) throws IOException {
        try {
            Files.deleteIfExists(folder);
        } catch (DirectoryNotEmptyException _) {
            // a lab's own files
        }
    }

    private static Optional<ProcessId> identity(Path file) throws IOException {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        String text = Files.readString(file);
        return text.isBlank()
                ? Optional.empty()
                : Optional.of(ProcessId.parse(text)).filter(ProcessId::isLive);
    }
}
