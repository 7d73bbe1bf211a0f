package dev.warren.topology.plan;

import java.io.Serial;
import java.util.List;

/** A plan was asked for a node that is no hub of the topology. The message lists the hubs. */
public final class UnknownNodeException extends Exception {
    @Serial
    private static final long serialVersionUID = 1;

    private final String node;
    private final transient List<String> known;

    UnknownNodeException(String node, String what, List<String> known) {
        super(what + "; the hubs of this topology are " + String.join(", ", known));
        this.node = node;
        this.known = List.copyOf(known);
    }

    /** The name that was asked for. */
    public String node() {
        return node;
    }

    /** The names that would have done, in the order of the topology. */
    public List<String> known() {
        return known;
    }
}
