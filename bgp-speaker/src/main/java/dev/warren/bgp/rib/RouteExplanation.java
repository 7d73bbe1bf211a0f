package dev.warren.bgp.rib;

import dev.warren.bgp.policy.PolicyTrace;
import dev.warren.bgp.wire.PathAttributes;
import dev.warren.net.Prefix;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Why a prefix has the best path that it has, and what a neighbour gets of it: every step on the way in and out, as it is now.
 *
 * @param prefix the prefix
 * @param neighbour the name of the neighbour that was asked about
 * @param refusals what was announced of the prefix and not taken, by any neighbour
 * @param paths the paths, best first
 * @param exports what becomes of the best path on its way to the neighbour; if it gets several (RFC 7911), of each path in their order
 */
public record RouteExplanation(
        Prefix prefix, String neighbour, RefusalStory refusals, List<PathStory> paths, List<Export> exports) {
    public RouteExplanation {
        paths = List.copyOf(paths);
        exports = List.copyOf(exports);
    }

    /** What becomes of the best path on its way to the neighbour. */
    public Export export() {
        return exports.getFirst();
    }

    /**
     * What stands refused of a prefix.
     *
     * @param known each announcement, those of the neighbour that was asked about first; at most 256
     * @param leftOut how many more are known
     * @param unremembered who announced more that was refused than is remembered (10,000 of a neighbour, 256 of a prefix), and how often
     *     there was no room: the prefix may be among it
     */
    public record RefusalStory(List<Refused> known, int leftOut, Map<String, Long> unremembered) {
        public RefusalStory {
            known = List.copyOf(known);
            unremembered = Map.copyOf(unremembered);
        }
    }

    /**
     * An announcement that was not taken.
     *
     * @param from the name of the neighbour that announced it
     * @param pathId the path identifier that it came with, 0 to 4,294,967,295 (RFC 7911); 0 where it came without
     * @param reason why it stands refused
     * @param received its attributes as they came; empty if they were malformed, or there was no room to remember them
     * @param steps its way in until there, as the neighbour's policies are now; none where the attributes are missing
     */
    public record Refused(
            String from, long pathId, RefusalReason reason, Optional<PathAttributes> received, List<ImportStep> steps) {
        public Refused {
            steps = List.copyOf(steps);
        }

        /** What the import policy did; empty if the route didn't come to it. */
        public Optional<PolicyTrace> importTrace() {
            return traceIn(steps);
        }
    }

    /**
     * A path from its announcement to its place.
     *
     * @param from the name of the neighbour that announced it; empty for a local route
     * @param pathId the path identifier that it came with, 0 to 4,294,967,295 (RFC 7911); 0 where it came without
     * @param received its attributes as they came, without those that we don't know and that aren't transitive
     * @param steps what happened to it on its way in, in order
     * @param kept its attributes after that
     * @param weight what the import policy gave it, 0 to 65,535
     * @param lost the step in which another path was better; empty for the best one
     * @param used true for the best one, and for those that are used beside it
     */
    public record PathStory(
            Optional<String> from,
            long pathId,
            PathAttributes received,
            List<ImportStep> steps,
            PathAttributes kept,
            int weight,
            Optional<DecisionStep> lost,
            boolean used) {
        public PathStory {
            steps = List.copyOf(steps);
        }

        /** What the import policy did; empty if it passes everything. */
        public Optional<PolicyTrace> importTrace() {
            return traceIn(steps);
        }
    }

    private static Optional<PolicyTrace> traceIn(List<ImportStep> steps) {
        return steps.stream()
                .filter(ImportStep.PolicyAsked.class::isInstance)
                .map(step -> ((ImportStep.PolicyAsked) step).trace())
                .findFirst();
    }

    /**
     * A path's way out.
     *
     * @param reason why it goes or doesn't
     * @param exportTrace what the export policy did; empty if the route didn't come to it, or it passes everything
     * @param sent the attributes with which it goes; empty if it doesn't
     * @param held true if the neighbour has it from us now; what it has to get may still be on its way
     * @param pathId the path identifier that it goes out with, 0 to 4,294,967,295 (RFC 7911); 0 where there are none
     */
    public record Export(
            ExportReason reason,
            Optional<PolicyTrace> exportTrace,
            Optional<PathAttributes> sent,
            boolean held,
            long pathId) {
        static Export no(ExportReason reason, boolean held) {
            return no(reason, held, 0);
        }

        static Export no(ExportReason reason, boolean held, long pathId) {
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
        for (PathStory path : paths) {
            lines.add("from " + path.from().orElse("ourselves") + " " + withId(path.pathId())
                    + path.lost().map(step -> "not best by " + step).orElse("best")
                    + (path.used() && path.lost().isPresent() ? ", used beside it " : " ") + path.kept());
            steps(lines, path.received(), path.steps());
        }
        for (Refused refused : refusals.known()) {
            lines.add("from " + refused.from() + " " + withId(refused.pathId()) + "refused: " + refused.reason());
            refused.received().ifPresent(received -> steps(lines, received, refused.steps()));
        }
        if (refusals.leftOut() > 0) {
            lines.add("and " + refusals.leftOut() + " more are refused");
        }
        refusals.unremembered()
                .forEach((from, count) -> lines.add("from " + from + " more is refused than is remembered, " + count
                        + " times: it may be among it"));
        for (Export export : exports) {
            lines.add("to " + neighbour + ": " + withId(export.pathId()) + export.reason());
            export.exportTrace().ifPresent(trace -> lines.add("  out: " + trace));
            export.sent().ifPresent(sent -> lines.add("  sent: " + sent));
        }
        return lines;
    }

    private static void steps(List<String> lines, PathAttributes received, List<ImportStep> steps) {
        if (!steps.isEmpty()) {
            lines.add("  came as: " + received);
        }
        steps.forEach(step -> lines.add("  in: " + step));
    }

    private static String withId(long pathId) {
        return pathId == 0 ? "" : "path " + pathId + " ";
    }
}
