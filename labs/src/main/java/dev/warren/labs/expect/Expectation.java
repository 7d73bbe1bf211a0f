package dev.warren.labs.expect;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/**
 * What a command in some nodes must come to.
 *
 * @param place {@code FILE:LINE} of it
 * @param nodes the nodes, each as a name or a pattern with {@code *} and {@code ?}
 * @param run the shell command; {@code {node}} stands for the node's name
 * @param json the JSON that its standard output must hold; empty if it needn't be JSON
 * @param texts each must be found in its outputs
 * @param lacks none may be found in its outputs
 * @param exit its exit status; empty for any
 */
public record Expectation(
        String place,
        List<NodePattern> nodes,
        String run,
        Optional<Wanted> json,
        List<Pattern> texts,
        List<Pattern> lacks,
        OptionalInt exit) {
    private static final ObjectMapper JSON = new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    /** The command for one node. */
    public String command(String node) {
        return run.replace("{node}", node);
    }

    /**
     * Where a command's end isn't as wanted; nothing if it is.
     *
     * @param status its exit status
     * @param out its standard output
     * @param err its standard error
     */
    public List<Difference> judge(int status, String out, String err) {
        if (exit.isPresent() && exit.getAsInt() != status) {
            String said = (out + err).strip();
            return List.of(new Difference(
                    "exit status",
                    Integer.toString(exit.getAsInt()),
                    status + (said.isEmpty() ? ", no output" : ": " + said)));
        }
        List<Difference> differences = new ArrayList<>();
        json.ifPresent(wanted -> differences.addAll(judgeJson(wanted, out, err)));
        String said = out + err;
        for (Pattern text : texts) {
            if (!text.matcher(said).find()) {
                differences.add(new Difference("output", "/" + text + "/", said.isBlank() ? "nothing" : said.strip()));
            }
        }
        for (Pattern text : lacks) {
            text.matcher(said)
                    .results()
                    .findFirst()
                    .ifPresent(found -> differences.add(new Difference("output", "no /" + text + "/", found.group())));
        }
        return differences;
    }

    private static List<Difference> judgeJson(Wanted wanted, String out, String err) {
        try {
            JsonNode seen = JSON.readTree(out);
            return Comparison.of(wanted, seen);
        } catch (JsonProcessingException e) {
            String said = (out + err).strip();
            return List.of(new Difference(
                    "output", "JSON", said.isEmpty() ? "nothing" : said + " (" + e.getOriginalMessage() + ")"));
        }
    }
}
