package dev.warren.topology;

import java.nio.file.Path;
import java.util.Comparator;

/**
 * One thing that is wrong with a topology: where, what, and what to write instead. No part of it shows a key, a control
 * character or more than a screen's worth of hostile text.
 *
 * @param file the file it is in
 * @param line the line, from 1
 * @param column the column in characters, from 1
 * @param message what is wrong
 * @param remedy what would be right
 * @param sourceLine the line as written; empty where there is none to show, or it is too long to
 */
public record Problem(Path file, int line, int column, String message, String remedy, String sourceLine)
        implements Comparable<Problem> {
    private static final int MAX_TEXT = 400;
    private static final int MAX_SOURCE = 160;
    private static final int LEAD = 60;

    private static final Comparator<Problem> BY_POSITION = Comparator.comparing(Problem::file)
            .thenComparingInt(Problem::line)
            .thenComparingInt(Problem::column)
            .thenComparing(Problem::message);

    /** Hides what could be a key and what a terminal would obey. */
    public Problem {
        message = clip(PrintableText.of(message));
        remedy = clip(PrintableText.of(remedy));
        sourceLine = PrintableText.of(sourceLine);
    }

    private static String clip(String text) {
        return text.length() <= MAX_TEXT ? text : text.substring(0, MAX_TEXT) + "…";
    }

    @Override
    public int compareTo(Problem other) {
        return BY_POSITION.compare(this, other);
    }

    /** As a compiler prints it: position and message, the line, a caret, and the remedy. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder()
                .append(PrintableText.of(file.toString()))
                .append(':')
                .append(line)
                .append(':')
                .append(column)
                .append(": ")
                .append(message);
        if (!sourceLine.isEmpty()) {
            int from = sourceLine.length() <= MAX_SOURCE ? 0 : Math.clamp(column - 1L - LEAD, 0, sourceLine.length());
            int to = Math.min(sourceLine.length(), from + MAX_SOURCE);
            text.append("\n    ").append(sourceLine, from, to);
            text.append("\n    ")
                    .repeat(' ', Math.clamp(column - 1L - from, 0, MAX_SOURCE))
                    .append('^');
        }
        return text.append("\n  ").append(remedy).toString();
    }
}
