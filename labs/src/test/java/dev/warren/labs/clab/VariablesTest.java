package dev.warren.labs.clab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.warren.topology.source.SourceText;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What containerlab's library does, case by case. */
final class VariablesTest {
    private static final Map<String, String> ENVIRONMENT = Map.of("SET", "value", "EMPTY", "", "OTHER", "o");

    @ParameterizedTest
    @CsvSource({
        "a $SET b, a value b",
        "${SET}, value",
        "${SET:-x}, value",
        "${UNSET:-x y}, x y",
        "${UNSET:=3.20}, 3.20",
        "${UNSET-x}, x",
        "${UNSET=x}, x",
        "${UNSET:-$OTHER}, o",
        "${UNSET:-$NONE}, $NONE",
        "${EMPTY:-x}, x",
        "[${SET:+$SET}], [value]",
        "[${SET:+--a b}], [value]",
        "[${UNSET:+$UNSET}], []",
        "[${EMPTY-x}], [$EMPTY]",
        "[${UNSET}], [$UNSET]",
        "[${UNSET:-}], [$UNSET]",
        "${UNSET:-a-b:c}, a-b:c",
        "for i in 1 2; do echo $i; done, for i in 1 2; do echo $i; done",
        "$(seq 3) $1 ${1} ${} $_ $, $(seq 3) $1 ${1} ${} $_ $",
        "$$HOME, $HOME",
        "$$SET, $SET",
        "costs 5$, costs 5$",
        "$SET/x-$OTHER.y, value/x-o.y"
    })
    void referencesAreSubstituted(String text, String expected) throws ClabException {
        assertEquals(expected, Variables.substitute(source(text), ENVIRONMENT).text());
    }

    @Test
    void anOpenBraceIsAnErrorWithItsPlace() {
        ClabException e =
                assertThrows(ClabException.class, () -> Variables.substitute(source("a: b\nc: ${SET\n}"), ENVIRONMENT));
        assertEquals(2, e.problem().line());
        assertEquals(4, e.problem().column());
    }

    private static SourceText source(String text) {
        return new SourceText(Path.of("x.clab.yml"), text);
    }
}
