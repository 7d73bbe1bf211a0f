package dev.warren.labs.verb;

import dev.warren.labs.lab.Lab;
import dev.warren.labs.lab.LabException;
import dev.warren.labs.lab.NodeShell;
import dev.warren.labs.lab.UsageError;
import java.util.List;
import java.util.Set;

/** The arguments {@code NODE [FLAG...]}. */
record OneNode(NodeShell node, Set<String> flags) {

    /** Reads them; flags other than these are refused. */
    static OneNode of(Lab lab, List<String> arguments, Set<String> known) throws LabException {
        List<String> flags =
                arguments.stream().filter(word -> word.startsWith("-")).toList();
        List<String> names =
                arguments.stream().filter(word -> !word.startsWith("-")).toList();
        for (String flag : flags) {
            if (!known.contains(flag)) {
                throw new UsageError("'" + flag + "' is no option here"
                        + (known.isEmpty() ? "" : "; there is " + String.join(", ", known)));
            }
        }
        if (names.size() != 1) {
            throw new UsageError("one node is wanted, not " + (names.isEmpty() ? "none" : names));
        }
        return new OneNode(lab.node(names.getFirst()), Set.copyOf(flags));
    }

    /** The node, which must have a main process. */
    NodeShell withMain() throws LabException {
        if (!node.hasMain()) {
            throw new LabException(
                    "node " + node.name() + " has no main process: its image names none, and it has no cmd");
        }
        return node;
    }
}
