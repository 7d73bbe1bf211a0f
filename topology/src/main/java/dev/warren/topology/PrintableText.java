package dev.warren.topology;

import java.util.regex.Pattern;

/** Text of a stranger made fit to print: same length, but no keys and nothing that moves a terminal's cursor. */
final class PrintableText {
    /** 32 bytes as Base64 (padded or not, or one character too short) or as hexadecimal digits. */
    private static final Pattern KEY =
            Pattern.compile("(?<![A-Za-z0-9+/])(?:[A-Za-z0-9+/]{42,44}={0,2}|[0-9a-fA-F]{64})(?![A-Za-z0-9+/=])");

    private PrintableText() {}

    static String of(String text) {
        StringBuilder printable = new StringBuilder(text.length());
        text.codePoints()
                .map(point -> isPrintable(point) ? point : point == '\t' ? ' ' : '\ufffd')
                .forEach(printable::appendCodePoint);
        return KEY.matcher(printable)
                .replaceAll(match -> "*".repeat(match.group().length()));
    }

    private static boolean isPrintable(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.UNASSIGNED -> false;
            default -> true;
        };
    }
}
