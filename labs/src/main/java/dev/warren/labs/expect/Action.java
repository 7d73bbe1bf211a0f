package dev.warren.labs.expect;

import java.util.List;

/** What is done before a step's expectations, or after them. */
public sealed interface Action {
    /** {@code FILE:LINE} of it. */
    String place();

    /** A shell command in some nodes; it must succeed. {@code {node}} stands for the node's name. */
    record InNodes(String place, List<NodePattern> nodes, String run) implements Action {
        /** The command for one node. */
        public String command(String node) {
            return run.replace("{node}", node);
        }
    }

    /** A verb of the runner and its arguments, without the lab's name. */
    record OnLab(String place, List<String> words) implements Action {
        @Override
        public String toString() {
            return String.join(" ", words);
        }
    }
}
