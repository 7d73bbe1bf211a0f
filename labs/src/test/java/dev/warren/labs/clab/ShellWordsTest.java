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
    void insideDoubleQuotesTooABackslashMakesPlainWhatFollows() {
        assertEquals(List.of("a\"bc"), ShellWords.split("\"a\\\"b\\c\""));
        assertEquals(List.of("printf", "anb"), ShellWords.split("printf \"a\\nb\""));
    }

    @Test
    void aCommentBeginsWhereAWordCould() {
        assertEquals(List.of("ip", "link", "a#b", "#"), ShellWords.split("ip link a#b '#' # wan\r\n#all\r\n"));
        assertEquals(List.of("a", "b"), ShellWords.split("a # one\nb"));
    }

    @Test
    void anOpenQuoteIsAnError() {
        assertThrows(IllegalArgumentException.class, () -> ShellWords.split("echo 'x"));
        assertThrows(IllegalArgumentException.class, () -> ShellWords.split("echo \"x"));
        assertThrows(IllegalArgumentException.class, () -> ShellWords.split("echo \\"));
    }
}
