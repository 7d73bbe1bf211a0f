package dev.warren.labs.expect;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.warren.labs.clab.YamlDocument;
import dev.warren.topology.source.SourceText;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each row: what is wanted, in YAML; what is seen, in JSON; the differences in their text form. */
final class ComparisonTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            Established           | "Established"
            179                   | 179
            179                   | "179"
            1.50                  | 1.5
            1e3                   | 1000
            true                  | true
            ""                    | ""
            "*"                   | 0
            "*"                   | []
            "*"                   | ""
            /^Est/                | "Established"
            /^b$/                 | "a\\nb\\nc"
            {a: 1}                | {"a": 1, "b": 2}
            {a: {b: [x]}}         | {"a": {"b": ["y", "x"]}}
            {a: null}             | {"b": 2}
            {a: null}             | {"a": null}
            {}                    | {"a": null}
            []                    | [1]
            [1, 2]                | [3, 2, 1]
            [{n: a}, {s: up}]     | [{"n": "a", "s": "up"}, {"n": "b", "s": "up"}]
            [{s: up}, {n: a}]     | [{"n": "a", "s": "up"}, {"n": "b", "s": "up"}]
            {exactly: [1, 2]}     | [2, 1]
            {exactly: []}         | []
            {length: 2}           | [1, 2]
            {none: [3, 4]}        | [1, 2]
            {length: 24}          | {"length": 24, "address": "10.0.0.0"}
            {exactly: [1]}        | {"exactly": [1]}
            """)
    void whatIsWantedIsFound(String wanted, String seen) throws Exception {
        assertEquals(List.of(), differences(wanted, seen));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            Established       | "Active"             | wanted Established, seen Active
            179               | 180                  | wanted 179, seen 180
            ""                | "x"                  | wanted "", seen x
            "*"               | null                 | wanted anything, seen null
            /^Est/            | "Active"             | wanted /^Est/, seen Active
            /1/               | [1]                  | wanted /1/, seen [1]
            x                 | {"a": 1}             | wanted x, seen {"a":1}
            {a: 1}            | [1]                  | wanted {a: 1}, seen [1]
            {a: "*"}          | {}                   | a: wanted anything, seen nothing
            {a: null}         | {"a": 0}             | a: wanted nothing, seen 0
            {a: {b.c: {d: 1}}} | {"a": {"b.c": {}}}  | a["b.c"].d: wanted 1, seen nothing
            {l: [1]}          | {"l": []}            | l: wanted an element 1, seen an empty list
            {l: [1]}          | {"l": 1}             | l: wanted [1], seen 1
            [1, 1]            | [1]                  | wanted an element 1, seen none but those that other wanted elements take
            {exactly: [1]}    | [1, 2]               | [1]: wanted no further element, seen 2
            {length: 1}       | [1, 2]               | wanted 1 elements, seen 2: [1, 2]
            {none: [{a: 1}]}  | [{"a": 1, "b": 2}]   | [0]: wanted no element {a: 1}, seen {"a":1,"b":2}
            """)
    void whatDiffersIsSaid(String wanted, String seen, String difference) throws Exception {
        assertEquals(List.of(difference), differences(wanted, seen));
    }

    @Test
    void theNearestElementIsShown() throws Exception {
        String seen = """
                {"neighbours": [{"name": "fra", "state": "Established"}, {"name": "nyc", "state": "Active"}]}""";
        assertEquals(
                List.of("neighbours: wanted an element {name: nyc, state: Established}, seen none; nearest is [1]: "
                        + "state: wanted Established, seen Active"),
                differences("neighbours: [{name: nyc, state: Established}]", seen));
    }

    @Test
    void everyDifferenceIsSaid() throws Exception {
        assertEquals(
                List.of("a: wanted 1, seen 2", "b: wanted x, seen nothing"),
                differences("{a: 1, b: x, c: 3}", "{\"a\": 2, \"c\": 3}"));
    }

    @Test
    void aLongValueIsClipped() throws Exception {
        String difference = differences("x", "\"" + "y".repeat(10_000) + "\"").getFirst();
        assertEquals("wanted x, seen ".length() + 301, difference.length());
    }

    private static List<String> differences(String wanted, String seen) throws Exception {
        Wanted part = WantedReader.read(YamlDocument.parse(new SourceText(Path.of("x.yml"), wanted)));
        return Comparison.of(part, new ObjectMapper().readTree(seen)).stream()
                .map(Difference::toString)
                .toList();
    }
}
