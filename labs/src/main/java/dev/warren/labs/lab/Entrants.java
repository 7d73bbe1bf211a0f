package dev.warren.labs.lab;

import dev.warren.labs.process.ProcessId;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * The {@code nsenter}s that have brought processes into nodes: they stay outside as their parents. When its child is stopped, an
 * nsenter stops as well; while it is, nobody reaps its child, and without that the node's namespaces can't end.
 */
public final class Entrants {
    private Entrants() {}

    /** Those into the nodes with these first processes. */
    public static List<ProcessId> into(Collection<ProcessId> inits) {
        List<String> targets =
                inits.stream().map(init -> Long.toString(init.pid())).toList();
        return ProcessHandle.allProcesses()
                .filter(process -> targets.stream().anyMatch(target -> enters(process, target)))
                .map(process -> ProcessId.live(process.pid()))
                .flatMap(Optional::stream)
                .toList();
    }

    /** What starts nodes of a lab, or holds them: its runner may have died before it knew of them. */
    static List<ProcessId> starting(LabFolder folder) {
        String below = folder.path() + "/";
        return ProcessHandle.allProcesses()
                .filter(process -> starts(process, below))
                .map(process -> ProcessId.live(process.pid()))
                .flatMap(Optional::stream)
                .toList();
    }

    private static boolean starts(ProcessHandle process, String below) {
        List<String> words = process.info().arguments().map(List::of).orElse(List.of());
        return words.stream().anyMatch(word -> word.endsWith("/node-start") || word.endsWith("/node-init"))
                && words.stream().anyMatch(word -> word.startsWith(below));
    }

    private static boolean enters(ProcessHandle process, String target) {
        return process.info()
                        .command()
                        .filter(command -> command.endsWith("/nsenter"))
                        .isPresent()
                && process.info()
                        .arguments()
                        .filter(words -> words.length > 1 && words[0].equals("-t") && words[1].equals(target))
                        .isPresent();
    }
}
