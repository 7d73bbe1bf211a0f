package dev.warren.labs.clab;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class VariablesTest {
    private static final Map<String, String> ENVIRONMENT = Map.of("SET", "value", "EMPTY", "");

    @ParameterizedTest
    @CsvSource({
        "a $SET b, a value b",
        "${SET}, value",
        "${SET:-x}, value",
        "${UNSET:-x y}, x y",
        "${UNSET-x}, x",
        "${EMPTY:-x}, x",
        "[${EMPTY-x}], []",
        "[${UNSET}], []",
        "[${UNSET:-}], []",
        "$$HOME, $HOME",
        "costs 5$, costs 5$"
    })
    void referencesAreSubstituted(String text, String expected) {
        assertEquals(expected, Variables.substitute(text, ENVIRONMENT));
    }
}
