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
 * @param exports what becomes of the best path on its way to the neighbour; if it gets several (RFC 7911), of each path in their order
 */
public record RouteExplanation(
        Prefix prefix, String neighbour, Optional<RefusalReason> refused, List<PathStory> paths, List<Export> exports) {
    public RouteExplanation {
        paths = List.copyOf(paths);
        exports = List.copyOf(exports);
    }

    /** What becomes of the best path on its way to the neighbour. */
    public Export export() {
        return exports.getFirst();
    }

    /**
     * A path from its announcement to its place.
     *
     * @param from the name of the neighbour that announced it; empty for a local route
     * @param pathId the path identifier that it came with, unsigned (RFC 7911); 0 where it came without
     * @param received its attributes as they came
     * @param kept its attributes after the import policy
     * @param weight what the import policy gave it
     * @param importTrace what the import policy did; empty if it passes everything
     * @param lost the step in which another path was better; empty for the best one
     * @param used true for the best one, and for those that are used beside it
     */
    public record PathStory(
            Optional<String> from,
            int pathId,
            PathAttributes received,
            PathAttributes kept,
            int weight,
            Optional<PolicyTrace> importTrace,
            Optional<DecisionStep> lost,
            boolean used) {}

    /**
     * A path's way out.
     *
     * @param reason why it goes or doesn't
     * @param exportTrace what the export policy did; empty if the route didn't come to it, or it passes everything
     * @param sent the attributes with which it goes; empty if it doesn't
     * @param held true if the neighbour has it from us now; what it has to get may still be on its way
     * @param pathId the path identifier that it goes out with (RFC 7911); 0 where there are none
     */
    public record Export(
            ExportReason reason,
            Optional<PolicyTrace> exportTrace,
            Optional<PathAttributes> sent,
            boolean held,
            int pathId) {
        static Export no(ExportReason reason, boolean held) {
            return no(reason, held, 0);
        }

        static Export no(ExportReason reason, boolean held, int pathId) {
            return new Export(reason, Optional.empty(), Optional.empty(), held, pathId);
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
            lines.add("from " + path.from().orElse("ourselves") + " " + withId(path.pathId())
                    + path.lost().map(step -> "not best by " + step).orElse("best")
                    + (path.used() && path.lost().isPresent() ? ", used beside it " : " ") + path.kept());
            path.importTrace().ifPresent(trace -> lines.add("  in: " + trace));
        }
        for (Export export : exports) {
            lines.add("to " + neighbour + ": " + withId(export.pathId()) + export.reason());
            export.exportTrace().ifPresent(trace -> lines.add("  out: " + trace));
            export.sent().ifPresent(sent -> lines.add("  sent: " + sent));
        }
        return lines;
    }

    private static String withId(int pathId) {
        return pathId == 0 ? "" : "path " + Integer.toUnsignedString(pathId) + " ";
    }
}
