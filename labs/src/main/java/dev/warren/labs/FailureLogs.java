package dev.warren.labs;

import dev.warren.labs.lab.Lab;
import dev.warren.labs.lab.LabException;
import dev.warren.labs.lab.NodeShell;
import dev.warren.labs.lab.Progress;

/** The last lines of each main process's log, for who has to find out why a step failed. */
record FailureLogs(Lab lab, Progress progress) {

    void print() throws LabException {
        for (NodeShell node : lab.nodes()) {
            if (node.hasMain()) {
                String state = node.main().isPresent() ? "running" : "ENDED";
                progress.line("log of " + node.name() + " (" + state + "):\n" + node.tail("main.log"));
            }
        }
    }
}
