package dev.warren.net;

/** Decimal numbers as the field writes them: ASCII digits, no sign, no leading zero. The JDK's parsers take all of these. */
final class Decimal {
    private static final int MAX_DIGITS = 10;

    private Decimal() {}

    /**
     * Reads a number.
     *
     * @throws NumberFormatException if the text is no such number or exceeds {@code max}
     */
    static long parse(String text, long max) {
        int length = text.length();
        boolean decimal = length >= 1 && length <= MAX_DIGITS && (length == 1 || text.charAt(0) != '0');
        long value = 0;
        for (int at = 0; decimal && at < length; at++) {
            char digit = text.charAt(at);
            decimal = digit >= '0' && digit <= '9';
            value = value * 10 + digit - '0';
        }
        if (!decimal || value > max) {
            throw new NumberFormatException("'" + text + "' is not a decimal number of 0 to " + max);
        }
        return value;
    }
}
