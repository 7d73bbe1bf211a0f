package dev.warren.labs;

import dev.warren.labs.clab.ClabException;
import dev.warren.labs.lab.Lab;
import dev.warren.labs.lab.LabException;
import dev.warren.labs.lab.UsageError;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * The arguments {@code [LAB] WORD...} of a verb on a lab that is up. LAB may be left out where only one is; {@code -t} names it, too, as
 * containerlab's commands do.
 */
final class OneLab {
    @Option(
            names = {"-t", "--topo"},
            paramLabel = "LAB",
            description = "the lab: its name or file; not needed where only one is up")
    private Optional<String> option = Optional.empty();

    @Parameters(paramLabel = "ARGUMENT", arity = "0..*", hidden = true)
    private List<String> words = new ArrayList<>();

    /** A lab and the words after its name. */
    record Chosen(Lab lab, List<String> words) {}

    /** The lab, and at least so many words after it. */
    Chosen choose(Runner runner, int least) throws ClabException, LabException, IOException {
        List<String> up = runner.up();
        String first = words.isEmpty() ? "" : words.getFirst();
        if (option.isPresent()) {
            return chosen(runner, option.get(), words, least);
        }
        if (least > 0 && up.equals(List.of(first)) && meansNode(runner.running(first), least)) {
            return chosen(runner, first, words, least);
        }
        if (up.contains(first) || first.endsWith(".yml") || first.endsWith(".yaml")) {
            return chosen(runner, first, words.subList(1, words.size()), least);
        }
        if (up.size() == 1) {
            return chosen(runner, up.getFirst(), words, least);
        }
        if (up.isEmpty()) {
            throw new LabException("no lab is up: labs/run up NAME");
        }
        throw new LabException("several labs are up: name one of " + String.join(", ", up));
    }

    /** True if the first word, the lab's name, can only be its node of the same name: no node and no end of a link follows. */
    private boolean meansNode(Lab lab, int least) {
        Set<String> nodes = lab.topology().nodes().keySet();
        return nodes.contains(words.getFirst())
                && (words.size() <= least || !nodes.contains(words.get(1).replaceFirst(":.*", "")));
    }

    private static Chosen chosen(Runner runner, String lab, List<String> words, int least)
            throws ClabException, LabException, IOException {
        if (words.size() < least) {
            throw new UsageError("arguments are missing");
        }
        return new Chosen(runner.running(lab), words);
    }
}
