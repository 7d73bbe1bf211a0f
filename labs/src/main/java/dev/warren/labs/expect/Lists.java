package dev.warren.labs.expect;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Compares lists: elements in any order, each wanted one with one of its own. */
final class Lists {
    /** Elements among which the nearest to a missing one is looked for. */
    private static final int MAX_COMPARED = 500;

    private static final int MAX_NAMED = 3;

    private Lists() {}

    static List<JsonNode> elements(JsonNode array) {
        List<JsonNode> elements = new ArrayList<>();
        array.forEach(elements::add);
        return elements;
    }

    static List<Difference> differences(String path, Wanted.ListRule rule, List<JsonNode> seen) {
        return switch (rule) {
            case Wanted.Length(int length) ->
                seen.size() == length
                        ? List.of()
                        : List.of(new Difference(path, length + " elements", seen.size() + ": " + seen));
            case Wanted.None(Wanted.Elements elements) -> unwelcome(path, elements, seen);
            case Wanted.Exactly(Wanted.Elements elements) -> {
                List<Difference> differences = new ArrayList<>(missing(path, elements, seen));
                differences.addAll(superfluous(path, elements, seen));
                yield differences;
            }
        };
    }

    /** The wanted elements that nothing seen matches. */
    static List<Difference> missing(String path, Wanted.Elements wanted, List<JsonNode> seen) {
        Assignment assignment = assign(wanted, seen);
        List<Difference> differences = new ArrayList<>();
        for (int i = 0; i < wanted.elements().size(); i++) {
            if (assignment.columnOf(i) < 0) {
                Wanted element = wanted.elements().get(i);
                differences.add(new Difference(path, "an element " + element, nearest(element, seen, assignment)));
            }
        }
        return differences;
    }

    private static List<Difference> superfluous(String path, Wanted.Elements wanted, List<JsonNode> seen) {
        Assignment assignment = assign(wanted, seen);
        return IntStream.range(0, seen.size())
                .filter(column -> !assignment.isTaken(column))
                .mapToObj(column -> new Difference(
                        path + "[" + column + "]", "no further element", Comparison.shown(seen.get(column))))
                .toList();
    }

    private static List<Difference> unwelcome(String path, Wanted.Elements wanted, List<JsonNode> seen) {
        List<Difference> differences = new ArrayList<>();
        for (int column = 0; column < seen.size(); column++) {
            for (Wanted element : wanted.elements()) {
                if (matches(element, seen.get(column))) {
                    differences.add(new Difference(
                            path + "[" + column + "]", "no element " + element, Comparison.shown(seen.get(column))));
                }
            }
        }
        return differences;
    }

    private static Assignment assign(Wanted.Elements wanted, List<JsonNode> seen) {
        return Assignment.of(
                wanted.elements().size(),
                seen.size(),
                (row, column) -> matches(wanted.elements().get(row), seen.get(column)));
    }

    private static boolean matches(Wanted wanted, JsonNode seen) {
        return Comparison.of(wanted, seen).isEmpty();
    }

    private static String nearest(Wanted wanted, List<JsonNode> seen, Assignment assignment) {
        if (seen.isEmpty()) {
            return "an empty list";
        }
        record Candidate(int column, List<Difference> differences) {}
        return IntStream.range(0, Math.min(seen.size(), MAX_COMPARED))
                .filter(column -> !assignment.isTaken(column))
                .mapToObj(column -> new Candidate(column, Comparison.of(wanted, seen.get(column))))
                .min(Comparator.comparing((Candidate candidate) -> !hasNameOf(wanted, seen.get(candidate.column())))
                        .thenComparingInt(candidate -> candidate.differences().size()))
                .map(candidate -> "none; nearest is ["
                        + candidate.column()
                        + "]: "
                        + candidate.differences().stream()
                                .limit(MAX_NAMED)
                                .map(Difference::toString)
                                .collect(Collectors.joining("; ")))
                .orElse("none but those that other wanted elements take");
    }

    /** True if the first field that is wanted, which tends to name the element, is as wanted. */
    private static boolean hasNameOf(Wanted wanted, JsonNode seen) {
        return wanted instanceof Wanted.Fields fields
                && fields.fields().entrySet().stream()
                        .findFirst()
                        .filter(first -> matches(first.getValue(), seen.path(first.getKey())))
                        .isPresent();
    }
}
