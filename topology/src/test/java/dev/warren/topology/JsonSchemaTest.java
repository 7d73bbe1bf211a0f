package dev.warren.topology;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The published schema has the keys of the code: a key that nobody knows makes the code list those it knows. */
final class JsonSchemaTest {
    @TempDir
    Path folder;

    private Map<?, ?> schema = Map.of();

    @BeforeEach
    void load() throws Exception {
        try (InputStream in =
                Objects.requireNonNull(Topology.class.getResourceAsStream("topology.schema.json"), "the schema")) {
            String json = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            schema = new Yaml(new SafeConstructor(new LoaderOptions())).load(json);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "overlay, 'overlay: {bogus-key: 1}'",
        "hub, 'hubs: {x: {bogus-key: 1}}'",
        "site, 'sites: {x: {bogus-key: 1}}'",
        "bgp, 'sites: {x: {bgp: {bogus-key: 1}}}'",
        "bfd, 'overlay: {bfd: {bogus-key: 1}}'",
        "upstream, 'upstreams: {x: {bogus-key: 1}}'",
        "link, 'links: [{bogus-key: 1}]'",
        "key-file, 'links: [{preshared-key: {bogus-key: 1}}]'",
    })
    void keysAndRequiredKeysAreThoseOfTheCode(String definition, String text) throws Exception {
        List<Problem> problems = Broken.problems(Files.writeString(folder.resolve("t.yaml"), text));
        Map<?, ?> defined = map(map(schema.get("$defs")).get(definition));
        assertEquals(known(problems), words(map(defined.get("properties")).keySet()));

        Set<String> missing = new TreeSet<>();
        Pattern lacks = Pattern.compile("^(?!the topology).* has no '([a-z-]+)'$");
        for (Problem problem : problems) {
            var match = lacks.matcher(problem.message());
            if (match.matches()) {
                missing.add(match.group(1));
            }
        }
        missing.removeIf(key -> (definition.equals("bgp") && !key.equals("asn")) || isOfWhatIsAround(definition, key));
        Set<String> required = words((List<?>) Objects.requireNonNull(defined.get("required")));
        if (defined.containsKey("else")) {
            required.addAll(words(
                    (List<?>) Objects.requireNonNull(map(defined.get("else")).get("required"))));
        }
        assertEquals(missing, required);
    }

    private static boolean isOfWhatIsAround(String definition, String key) {
        return definition.equals("bfd") || (definition.equals("key-file") && key.equals("between"));
    }

    @Test
    void rootKeysAreThoseOfTheCode() throws Exception {
        List<Problem> problems = Broken.problems(Files.writeString(folder.resolve("t.yaml"), "bogus-key: 1"));
        assertEquals(known(problems), words(map(schema.get("properties")).keySet()));
    }

    @Test
    void everyReferenceLeadsToADefinition() {
        Set<String> names = words(map(schema.get("$defs")).keySet());
        Set<String> references = new HashSet<>();
        collect(schema, references);
        references.forEach(reference -> assertTrue(names.contains(reference.replace("#/$defs/", "")), reference));
        assertEquals(names.size(), references.size());
    }

    private static void collect(Object part, Set<String> references) {
        if (part instanceof Map<?, ?> map) {
            if (map.get("$ref") instanceof String reference) {
                references.add(reference);
            }
            map.values().forEach(value -> collect(value, references));
        } else if (part instanceof List<?> list) {
            list.forEach(value -> collect(value, references));
        }
    }

    private static Set<String> known(List<Problem> problems) {
        Problem unknown = problems.stream()
                .filter(problem -> problem.message().endsWith(" has no key 'bogus-key'"))
                .findFirst()
                .orElseThrow();
        return words(List.of(
                unknown.remedy().replaceFirst(".*the keys here are: ", "").split(", ")));
    }

    private static Map<?, ?> map(@Nullable Object part) {
        return (Map<?, ?>) Objects.requireNonNull(part);
    }

    private static Set<String> words(Iterable<?> words) {
        Set<String> sorted = new TreeSet<>();
        words.forEach(word -> sorted.add(String.valueOf(word)));
        return sorted;
    }
}
