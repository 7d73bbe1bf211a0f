package dev.warren.labs.clab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

final class ShellWordsTest {
    @Test
    void quotesAndBackslashesKeepWordsTogether() {
        assertEquals(
                List.of("sh", "-c", "echo \"$x\" \\n", "", "a b"),
                ShellWords.split("  sh -c 'echo \"$x\" \\n' \"\" a\\ b "));
    }

    @Test
    void insideDoubleQuotesABackslashEscapesOnlyWhatIsSpecialThere() {
        assertEquals(List.of("a\"b\\c"), ShellWords.split("\"a\\\"b\\c\""));
    }

    @Test
    void anOpenQuoteIsAnError() {
        assertThrows(IllegalArgumentException.class, () -> ShellWords.split("echo 'x"));
        assertThrows(IllegalArgumentException.class, () -> ShellWords.split("echo \"x"));
        assertThrows(IllegalArgumentException.class, () -> ShellWords.split("echo \\"));
    }
}
