package dev.warren.labs.verb;

import dev.warren.labs.lab.Lab;
import dev.warren.labs.lab.LabException;
import dev.warren.labs.lab.NodeShell;
import dev.warren.labs.process.ProcessId;
import java.io.IOException;
import java.util.List;
import java.util.Locale;

/** How a node is. */
public enum NodeState {
    /** Its main process runs. */
    RUNNING,
    /** Its main process has ended. */
    STOPPED,
    /** Its processes are stopped by SIGSTOP. */
    FROZEN,
    /** It has no main process. */
    UP,
    /** Its namespaces have gone. */
    DOWN;

    /** The state of a node of a lab that is or was up. */
    public static NodeState of(Lab lab, NodeShell node) throws LabException, IOException {
        if (lab.folder().init(node.name()).isEmpty()) {
            return DOWN;
        }
        List<ProcessId> processes = new NodeProcesses(lab, node).all();
        if (!processes.isEmpty() && processes.stream().allMatch(ProcessId::isStopped)) {
            return FROZEN;
        }
        if (!node.hasMain()) {
            return UP;
        }
        return node.main().isPresent() ? RUNNING : STOPPED;
    }

    /** As it is shown. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
