package dev.warren.labs.verb;

import dev.warren.labs.lab.Lab;
import dev.warren.labs.lab.LabException;
import dev.warren.topology.source.Suggestion;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The verbs that change a lab which is up, by their names. */
public final class LabVerbs {
    private static final Map<String, LabVerb> ALL = Map.of(
            "stop", new StopVerb(false),
            "kill", new StopVerb(true),
            "start", new StartVerb(),
            "freeze", new FreezeVerb(true),
            "thaw", new FreezeVerb(false),
            "impair", new ImpairVerb(),
            "clock", new ClockVerb());

    private LabVerbs() {}

    /** Their names, sorted. */
    public static List<String> names() {
        return ALL.keySet().stream().sorted().toList();
    }

    /** What {@code --help} says of one of them. */
    public static VerbHelp help(String verb) {
        return Objects.requireNonNull(ALL.get(verb)).help();
    }

    /**
     * Throws if the lab can't do this: no such verb, node or interface.
     *
     * @param words the verb and its arguments
     */
    public static void require(Lab lab, List<String> words) throws LabException {
        find(words).require(lab, words.subList(1, words.size()));
    }

    /**
     * Does it; when it returns, it has taken effect.
     *
     * @param words the verb and its arguments
     * @return what was done, in a few words
     */
    public static String run(Lab lab, List<String> words) throws LabException, IOException, InterruptedException {
        LabVerb verb = find(words);
        List<String> arguments = words.subList(1, words.size());
        verb.require(lab, arguments);
        return verb.run(lab, arguments);
    }

    private static LabVerb find(List<String> words) throws LabException {
        LabVerb verb = ALL.get(words.getFirst());
        if (verb == null) {
            throw new LabException("no verb is called '" + words.getFirst() + "'; "
                    + Suggestion.remedy(words.getFirst(), ALL.keySet(), "those that change a lab are"));
        }
        return verb;
    }
}
