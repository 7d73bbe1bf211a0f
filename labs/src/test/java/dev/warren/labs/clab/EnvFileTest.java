package dev.warren.labs.clab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.warren.topology.source.SourceText;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** As joho/godotenv reads them, which is what containerlab uses. */
final class EnvFileTest {
    private static final Path FILE = Path.of("/labs/x.env");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "A=1|1",
                "A = 1 |1",
                "A: 1|1",
                "export A=1|1",
                "A=one # two|one",
                "A=one#two|one#two",
                "A='one # $B'|one # $B",
                "A=\"one # two\" # three|one # two",
                "A=\"C:\\\\new\"|C:\\new",
                "A=\"say \\\"x\\\"\"|say \"x\"",
                "A=\"\\$B\"|$B",
                "A=$NONE.|.",
            })
    void aValue(String text, String value) throws ClabException {
        assertEquals(Map.of("A", value), read(text));
    }

    @Test
    void variablesAboveAreExpanded() throws ClabException {
        assertEquals(
                Map.of("A", "1", "B", "12", "C", "1/12", "D", "${A}"), read("A=1\nB=${A}2\nC=\"$A/${B}\"\nD='${A}'\n"));
    }

    @Test
    void aQuotedValueMayHaveSeveralLines() throws ClabException {
        assertEquals(
                Map.of("KEY", "-----BEGIN\nX=1\n-----END", "B", "c\nd", "E", ""),
                read("KEY=\"-----BEGIN\nX=1\n-----END\"\r\n\n# said\nB='c\nd'\nE=\n"));
    }

    @Test
    void keysMayBeginWithADigit() throws ClabException {
        assertEquals(Map.of("2ND.KEY", "x"), read("2ND.KEY=x"));
    }

    @Test
    void errorsNameTheLine() {
        assertTrue(failure("A=1\n\nno variable\n").contains("line 3 of the env-file /labs/x.env is no variable"));
        assertTrue(failure("A=1\nB=\"open\nC=2\n").contains("line 2 of the env-file /labs/x.env begins a value"));
    }

    private static String failure(String text) {
        return assertThrows(ClabException.class, () -> read(text)).problem().message();
    }

    private static Map<String, String> read(String text) throws ClabException {
        return EnvFile.parse(FILE, YamlDocument.parse(new SourceText(Path.of("/labs/x.yml"), "x")), text);
    }
}
