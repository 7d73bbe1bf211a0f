package dev.warren.labs.verb;

import dev.warren.labs.clab.ClabLink;
import dev.warren.labs.lab.Lab;
import dev.warren.labs.lab.LabException;
import dev.warren.labs.lab.NodeShell;
import dev.warren.labs.lab.UsageError;
import dev.warren.topology.source.Suggestion;
import java.util.List;
import java.util.stream.Stream;

/**
 * An end of a link, and the node in whose network namespace its interface is.
 *
 * @param end as the lab's file names it
 */
record LinkEnd(Lab lab, ClabLink.End end) {

    /** Reads {@code NODE:INTERFACE}. */
    static LinkEnd parse(Lab lab, String text) throws LabException {
        int colon = text.indexOf(':');
        if (colon < 1) {
            throw new UsageError("'" + text + "' is no NODE:INTERFACE");
        }
        String node = lab.node(text.substring(0, colon)).name();
        List<String> interfaces = ends(lab)
                .filter(end -> end.node().equals(node))
                .map(ClabLink.End::interfaceName)
                .toList();
        String name = text.substring(colon + 1);
        if (!interfaces.contains(name)) {
            throw new LabException("node " + node + " has no link at '" + name + "'; "
                    + Suggestion.remedy(name, interfaces, "its links are at"));
        }
        return new LinkEnd(lab, new ClabLink.End(node, name));
    }

    /** The link's other end. */
    LinkEnd other() {
        return lab.topology().links().stream()
                .filter(link -> link.a().equals(end) || link.b().equals(end))
                .map(link -> new LinkEnd(lab, link.a().equals(end) ? link.b() : link.a()))
                .findFirst()
                .orElseThrow();
    }

    /** The node with the interface's network namespace. */
    NodeShell node() throws LabException {
        return lab.node(lab.topology().networkOf(end.node()));
    }

    String interfaceName() {
        return end.interfaceName();
    }

    /** The interface's number in its namespace. */
    int index() throws LabException, InterruptedException {
        String text = node().output("cat", "/sys/class/net/" + interfaceName() + "/ifindex");
        return Integer.parseInt(text.strip());
    }

    private static Stream<ClabLink.End> ends(Lab lab) {
        return lab.topology().links().stream().flatMap(link -> Stream.of(link.a(), link.b()));
    }

    @Override
    public String toString() {
        return end.toString();
    }
}
