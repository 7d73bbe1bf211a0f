package dev.warren.labs.expect;

/**
 * One place where what was seen isn't what was wanted.
 *
 * @param path the place in the output, such as {@code neighbours[2].state}; empty for all of it
 * @param wanted what should be there
 * @param seen what is there
 */
public record Difference(String path, String wanted, String seen) {
    private static final int MAX_TEXT = 300;

    /** Clips both texts to what one can read. */
    public Difference {
        wanted = clip(wanted);
        seen = clip(seen);
    }

    static String clip(String text) {
        return text.length() <= MAX_TEXT ? text : text.substring(0, MAX_TEXT) + "…";
    }

    @Override
    public String toString() {
        return (path.isEmpty() ? "" : path + ": ") + "wanted " + wanted + ", seen " + seen;
    }
}
