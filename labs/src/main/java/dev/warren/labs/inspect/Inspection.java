package dev.warren.labs.inspect;

import dev.warren.labs.clab.ClabLink;
import dev.warren.labs.lab.Lab;
import dev.warren.labs.lab.LabException;
import dev.warren.labs.lab.LabState;
import dev.warren.labs.lab.NodeShell;
import dev.warren.labs.verb.Impairments;
import java.io.IOException;
import java.nio.file.Files;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A lab that is up; its JSON form is that of {@code inspect -j}.
 *
 * @param file its topology file, absolute
 * @param variables of those that its file may refer to, those that were set when it was played
 * @param since when it was played: ISO 8601, to the second
 * @param nodes in the file's order
 * @param links in the file's order
 */
public record Inspection(
        String lab,
        String file,
        Map<String, String> variables,
        String since,
        List<InspectedNode> nodes,
        List<Link> links) {

    /**
     * A link.
     *
     * @param a one end, {@code NODE:INTERFACE}
     * @param b the other
     * @param fromA what is done to the frames that a sends; empty for nothing
     * @param fromB what is done to the frames that b sends; empty for nothing
     */
    public record Link(String a, String b, String fromA, String fromB) {
        @Override
        public String toString() {
            return a + " -- " + b
                    + (fromA.isEmpty() ? "" : "  from " + a + ": " + fromA)
                    + (fromB.isEmpty() ? "" : "  from " + b + ": " + fromB);
        }
    }

    /** Looks at every node. */
    public static Inspection of(Lab lab) throws LabException, IOException, InterruptedException {
        List<InspectedNode> nodes = new ArrayList<>();
        for (NodeShell node : lab.nodes()) {
            nodes.add(InspectedNode.of(lab, node));
        }
        List<Link> links = new ArrayList<>();
        for (ClabLink link : lab.topology().links()) {
            links.add(new Link(
                    link.a().toString(),
                    link.b().toString(),
                    Impairments.of(lab, link.a()),
                    Impairments.of(lab, link.b())));
        }
        LabState state = LabState.read(lab.folder().state());
        String since = Files.getLastModifiedTime(lab.folder().state())
                .toInstant()
                .truncatedTo(ChronoUnit.SECONDS)
                .toString();
        return new Inspection(lab.name(), state.file(), state.variables(), since, nodes, links);
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("lab " + lab + " from " + file + ", up since " + since + "\n");
        variables.forEach((name, value) ->
                text.append("  ").append(name).append('=').append(value).append('\n'));
        nodes.forEach(node -> text.append(node).append('\n'));
        text.append("links\n");
        links.forEach(link -> text.append("  ").append(link).append('\n'));
        return text.toString().stripTrailing();
    }
}
