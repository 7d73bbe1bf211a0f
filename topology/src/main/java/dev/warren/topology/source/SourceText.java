package dev.warren.topology.source;

import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** The text of one file, by lines as YAML 1.1 counts them. */
public final class SourceText {
    private static final Pattern LINE_BREAK = Pattern.compile("\r\n|[\n\r\u0085\u2028\u2029]");

    /** The longest line that is shown. */
    public static final int MAX_LINE = 2_000;

    private final Path file;
    private final String text;
    private final List<String> lines;

    /** The text of a file. */
    public SourceText(Path file, String text) {
        this.file = file;
        this.text = text;
        this.lines = List.of(LINE_BREAK.split(text, -1));
    }

    /** The file as it was named. */
    public Path file() {
        return file;
    }

    /** The whole text. */
    public String text() {
        return text;
    }

    /** A line, from 1; empty where there is none, or none that a person could read: {@value #MAX_LINE} characters at most. */
    public String line(int number) {
        String line = number >= 1 && number <= lines.size() ? lines.get(number - 1) : "";
        return line.length() <= MAX_LINE ? line : "";
    }

    /** The position of a line and column, both from 1. */
    public Position at(int line, int column) {
        return new Position(this, line, column);
    }

    /** The position of a code point, counted from 0. */
    public Position atCodePoint(int index) {
        int chars = text.offsetByCodePoints(0, Math.clamp(index, 0, text.codePointCount(0, text.length())));
        String before = text.substring(0, chars);
        String[] lines = LINE_BREAK.split(before, -1);
        String last = lines[lines.length - 1];
        return at(lines.length, last.codePointCount(0, last.length()) + 1);
    }
}
