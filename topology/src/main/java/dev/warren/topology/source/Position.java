package dev.warren.topology.source;

import dev.warren.topology.Problem;

/**
 * A place in a text. The text form is {@code FILE:LINE:COLUMN}.
 *
 * @param source the text
 * @param line the line, from 1
 * @param column the column in code points, from 1
 */
public record Position(SourceText source, int line, int column) {

    /** Something wrong here. */
    public Problem problem(String message, String remedy) {
        return new Problem(source.file(), line, column, message, remedy, source.line(line));
    }

    /** Something wrong here with a text that nobody must see: the line is shown up to here. */
    public Problem secretProblem(String message, String remedy) {
        String shown = source.line(line);
        int end = shown.offsetByCodePoints(0, Math.min(column - 1, shown.codePointCount(0, shown.length())));
        return new Problem(source.file(), line, column, message, remedy, shown.substring(0, end) + "***");
    }

    @Override
    public String toString() {
        return source.file() + ":" + line + ":" + column;
    }
}
