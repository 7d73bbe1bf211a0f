package dev.warren.bgp.rib;

import dev.warren.bgp.policy.PolicyTrace;
import dev.warren.bgp.wire.PathAttributes;
import dev.warren.net.Prefix;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Why a prefix has the best path that it has, and what a neighbour gets of it: every step on the way in and out, as it is now.
 *
 * @param prefix the prefix
 * @param neighbour the name of the neighbour that was asked about
 * @param refused why what the neighbour itself announced was not taken; empty if nothing stands refused
 * @param paths the paths, best first
 * @param export what becomes of the best path on its way to the neighbour
 */
public record RouteExplanation(
        Prefix prefix, String neighbour, Optional<RefusalReason> refused, List<PathStory> paths, Export export) {
    public RouteExplanation {
        paths = List.copyOf(paths);
    }

    /**
     * A path from its announcement to its place.
     *
     * @param from the name of the neighbour that announced it; empty for a local route
     * @param received its attributes as they came
     * @param kept its attributes after the import policy
     * @param weight what the import policy gave it
     * @param importTrace what the import policy did; empty if it passes everything
     * @param lost the step in which another path was better; empty for the best one
     */
    public record PathStory(
            Optional<String> from,
            PathAttributes received,
            PathAttributes kept,
            int weight,
            Optional<PolicyTrace> importTrace,
            Optional<DecisionStep> lost) {}

    /**
     * The best path's way out.
     *
     * @param reason why it goes or doesn't
     * @param exportTrace what the export policy did; empty if the route didn't come to it, or it passes everything
     * @param sent the attributes with which it goes; empty if it doesn't
     * @param held true if the neighbour has the prefix from us now; what it has to get may still be on its way
     */
    public record Export(
            ExportReason reason, Optional<PolicyTrace> exportTrace, Optional<PathAttributes> sent, boolean held) {
        static Export no(ExportReason reason, boolean held) {
            return new Export(reason, Optional.empty(), Optional.empty(), held);
        }
    }

    /** The step that left the best path alone; empty if it was alone from the beginning. */
    public Optional<DecisionStep> decided() {
        return paths.stream().flatMap(path -> path.lost().stream()).max(DecisionStep::compareTo);
    }

    /** For people, a line for each step. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add(prefix + ": " + paths.size() + " paths"
                + decided().map(step -> ", the best by " + step).orElse(""));
        refused.ifPresent(reason -> lines.add("what " + neighbour + " announced is refused: " + reason));
        for (PathStory path : paths) {
            lines.add("from " + path.from().orElse("ourselves") + " "
                    + path.lost().map(step -> "not best by " + step).orElse("best") + " " + path.kept());
            path.importTrace().ifPresent(trace -> lines.add("  in: " + trace));
        }
        lines.add("to " + neighbour + ": " + export.reason());
        export.exportTrace().ifPresent(trace -> lines.add("  out: " + trace));
        export.sent().ifPresent(sent -> lines.add("  sent: " + sent));
        return lines;
    }
}
