package dev.warren.labs.expect;

import dev.warren.labs.clab.ClabException;
import dev.warren.labs.clab.ShellWords;
import dev.warren.labs.clab.YamlDocument;
import dev.warren.labs.clab.YamlValue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads the files of an {@code expect/} folder; an error names file, line and column. */
public final class ExpectFile {
    private static final Set<String> STEP =
            Set.of("title", "within", "steady", "converged", "before", "after", "expect");
    private static final Set<String> ACTION = Set.of("node", "nodes", "run", "lab");
    private static final Set<String> EXPECTATION = Set.of("node", "nodes", "run", "json", "text", "lacks", "exit");
    private static final Pattern TIME = Pattern.compile("(\\d{1,6})(ms|s|m)");
    private static final Duration WITHIN = Duration.ofSeconds(30);

    private ExpectFile() {}

    /** The steps of the folder {@code expect} beside a lab's file, in the order of their names; none without that folder. */
    public static List<ExpectedStep> besideLab(Path labFile) throws ClabException, IOException {
        Path folder = labFile.resolveSibling("expect");
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        List<Path> files;
        try (Stream<Path> entries = Files.list(folder)) {
            files = entries.filter(file -> file.getFileName().toString().endsWith(".yml"))
                    .sorted()
                    .toList();
        }
        List<ExpectedStep> steps = new ArrayList<>();
        for (Path file : files) {
            steps.add(step(YamlDocument.read(file)));
        }
        return steps;
    }

    static ExpectedStep step(YamlValue root) throws ClabException {
        Map<String, YamlValue> entries = root.entries(STEP);
        YamlValue converged = entries.get("converged");
        List<Expectation> expectations = new ArrayList<>();
        for (YamlValue item : required(root, entries, "expect").items()) {
            expectations.add(expectation(item));
        }
        if (expectations.isEmpty()) {
            throw root.error("'expect' is empty", "list what must hold: - {node: NODE, run: COMMAND}");
        }
        return new ExpectedStep(
                required(root, entries, "title").text(),
                time(entries.get("within"), WITHIN),
                time(entries.get("steady"), Duration.ZERO),
                converged != null && converged.flag(),
                actions(entries.get("before")),
                actions(entries.get("after")),
                List.copyOf(expectations));
    }

    private static Expectation expectation(YamlValue value) throws ClabException {
        Map<String, YamlValue> entries = value.entries(EXPECTATION);
        YamlValue json = entries.get("json");
        return new Expectation(
                value.place(),
                nodes(value, entries),
                required(value, entries, "run").text(),
                json == null ? Optional.empty() : Optional.of(WantedReader.read(json)),
                patterns(entries.get("text")),
                patterns(entries.get("lacks")),
                exit(entries.get("exit")));
    }

    private static List<Action> actions(@Nullable YamlValue value) throws ClabException {
        List<Action> actions = new ArrayList<>();
        for (YamlValue item : value == null ? List.<YamlValue>of() : value.items()) {
            Map<String, YamlValue> entries = item.entries(ACTION);
            YamlValue lab = entries.get("lab");
            if (lab == null) {
                String run = required(item, entries, "run").text();
                actions.add(new Action.InNodes(item.place(), nodes(item, entries), run));
            } else if (entries.size() > 1) {
                throw item.error("'lab' stands alone", "write {lab: VERB ARGUMENTS} or {node: NODE, run: COMMAND}");
            } else {
                actions.add(new Action.OnLab(lab.place(), words(lab)));
            }
        }
        return List.copyOf(actions);
    }

    private static List<String> words(YamlValue value) throws ClabException {
        List<String> words;
        try {
            words = ShellWords.split(value.text());
        } catch (IllegalArgumentException e) {
            throw value.error(String.valueOf(e.getMessage()), "close it");
        }
        if (words.isEmpty()) {
            throw value.error("no verb", "write a verb of labs/run, such as impair NODE:INTERFACE down");
        }
        return words;
    }

    private static List<NodePattern> nodes(YamlValue parent, Map<String, YamlValue> entries) throws ClabException {
        YamlValue one = entries.get("node");
        YamlValue several = entries.get("nodes");
        YamlValue given = one == null ? several : one;
        if (given == null || (one != null && several != null)) {
            throw parent.error("there must be either 'node' or 'nodes'", "write node: NODE or nodes: [NODE, NODE]");
        }
        List<NodePattern> patterns = new ArrayList<>();
        for (YamlValue value : oneOrMore(given)) {
            patterns.add(NodePattern.read(value));
        }
        if (patterns.isEmpty()) {
            throw parent.error("'nodes' is empty", "write nodes: [NODE, NODE]");
        }
        return List.copyOf(patterns);
    }

    private static List<Pattern> patterns(@Nullable YamlValue value) throws ClabException {
        List<Pattern> patterns = new ArrayList<>();
        for (YamlValue each : value == null ? List.<YamlValue>of() : oneOrMore(value)) {
            patterns.add(WantedReader.pattern(each, each.text()));
        }
        return List.copyOf(patterns);
    }

    private static List<YamlValue> oneOrMore(YamlValue value) throws ClabException {
        return value.isList() ? value.items() : List.of(value);
    }

    private static OptionalInt exit(@Nullable YamlValue value) throws ClabException {
        if (value == null) {
            return OptionalInt.of(0);
        }
        if (value.text().equals("any")) {
            return OptionalInt.empty();
        }
        if (!value.text().matches("\\d{1,3}")) {
            throw value.error("'" + value.text() + "' is no exit status", "write 0 to 255, or any");
        }
        return OptionalInt.of(Integer.parseInt(value.text()));
    }

    private static Duration time(@Nullable YamlValue value, Duration otherwise) throws ClabException {
        if (value == null) {
            return otherwise;
        }
        Matcher time = TIME.matcher(value.text());
        if (!time.matches()) {
            throw value.error("'" + value.text() + "' is no time", "write a number with ms, s or m: 500ms, 30s, 2m");
        }
        long number = Long.parseLong(time.group(1));
        return switch (time.group(2)) {
            case "ms" -> Duration.ofMillis(number);
            case "s" -> Duration.ofSeconds(number);
            default -> Duration.ofMinutes(number);
        };
    }

    private static YamlValue required(YamlValue parent, Map<String, YamlValue> entries, String key)
            throws ClabException {
        YamlValue value = entries.get(key);
        if (value == null) {
            throw parent.error("'" + key + "' is missing", "add " + key + ":");
        }
        return value;
    }
}
