package dev.warren.bgp.policy;

/**
 * Unsigned numbers of 32 bits from one to another, both included. The text form is {@code N}, {@code N-M}, or {@code *} for all.
 *
 * @param low the least
 * @param high the greatest
 */
public record NumberRange(long low, long high) {
    private static final long MAX = 0xffff_ffffL;

    /** Every number. */
    public static final NumberRange ALL = new NumberRange(0, MAX);

    /** @throws IllegalArgumentException if it falls or leaves the range */
    public NumberRange {
        if (low < 0 || high > MAX || low > high) {
            throw new IllegalArgumentException(low + "-" + high + ": a range rises, within 0 to " + MAX);
        }
    }

    /** Reads the text form; {@code *} is 0 to the given greatest number, which no number may exceed. */
    static NumberRange parse(String text, long max) {
        if (text.equals("*")) {
            return new NumberRange(0, max);
        }
        int dash = text.indexOf('-');
        long low = number(dash < 0 ? text : text.substring(0, dash), max);
        return new NumberRange(low, dash < 0 ? low : number(text.substring(dash + 1), max));
    }

    private static long number(String text, long max) {
        boolean digits = !text.isEmpty() && text.length() <= 10 && text.chars().allMatch(c -> c >= '0' && c <= '9');
        if (!digits || Long.parseLong(text) > max) {
            throw new IllegalArgumentException("'" + text + "' is not a number from 0 to " + max);
        }
        return Long.parseLong(text);
    }

    boolean contains(int bits) {
        long value = bits & MAX;
        return value >= low && value <= high;
    }

    String text(long max) {
        if (low == 0 && high == max) {
            return "*";
        }
        return low == high ? Long.toString(low) : low + "-" + high;
    }
}
