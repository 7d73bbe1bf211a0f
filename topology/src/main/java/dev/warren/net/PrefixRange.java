package dev.warren.net;

/**
 * The prefixes inside {@code prefix} whose length is {@code minLength} to {@code maxLength}, as a line of a router's prefix
 * list has it ({@code 10.0.0.0/8 ge 16 le 24}). The text form is the one of a topology: {@code 10.0.0.0/8{16,24}}, and the
 * bare prefix where only itself is meant.
 *
 * @param prefix the covering prefix
 * @param minLength the least length that matches; at least that of the prefix
 * @param maxLength the greatest length that matches; at most 32 or 128
 */
public record PrefixRange(Prefix prefix, int minLength, int maxLength) implements Comparable<PrefixRange> {

    /** @throws IllegalArgumentException unless prefix length ≤ minLength ≤ maxLength ≤ bits of the family */
    public PrefixRange {
        if (minLength < prefix.length()
                || maxLength < minLength
                || maxLength > prefix.family().bits()) {
            throw new IllegalArgumentException(
                    "the lengths {" + minLength + "," + maxLength + "} of " + prefix + " must rise from "
                            + prefix.length() + " to " + prefix.family().bits());
        }
    }

    /** Exactly this prefix. */
    public static PrefixRange exactly(Prefix prefix) {
        return new PrefixRange(prefix, prefix.length(), prefix.length());
    }

    /** This prefix and all inside it. */
    public static PrefixRange orLonger(Prefix prefix) {
        return new PrefixRange(prefix, prefix.length(), prefix.family().bits());
    }

    /**
     * Reads {@code PREFIX} (itself only), {@code PREFIX+} (or longer) or {@code PREFIX{MIN,MAX}}.
     *
     * @throws IllegalArgumentException if the text is none of these
     */
    public static PrefixRange parse(String text) {
        if (text.endsWith("+")) {
            return orLonger(Prefix.parse(text.substring(0, text.length() - 1)));
        }
        int brace = text.indexOf('{');
        if (brace < 0) {
            return exactly(Prefix.parse(text));
        }
        int comma = text.indexOf(',', brace);
        if (comma < 0 || !text.endsWith("}")) {
            throw new IllegalArgumentException("'" + text + "': write PREFIX, PREFIX+ or PREFIX{MIN,MAX}");
        }
        try {
            int min = (int) Decimal.parse(text.substring(brace + 1, comma).strip(), IpFamily.V6.bits());
            int max = (int)
                    Decimal.parse(text.substring(comma + 1, text.length() - 1).strip(), IpFamily.V6.bits());
            return new PrefixRange(Prefix.parse(text.substring(0, brace)), min, max);
        } catch (NumberFormatException notANumber) {
            throw new IllegalArgumentException("'" + text + "': MIN and MAX are prefix lengths", notANumber);
        }
    }

    /** True if the other prefix lies inside and its length is in the range. */
    public boolean matches(Prefix other) {
        return other.length() >= minLength && other.length() <= maxLength && prefix.contains(other);
    }

    @Override
    public int compareTo(PrefixRange other) {
        int order = prefix.compareTo(other.prefix);
        if (order == 0) {
            order = Integer.compare(minLength, other.minLength);
        }
        return order != 0 ? order : Integer.compare(maxLength, other.maxLength);
    }

    @Override
    public String toString() {
        if (equals(exactly(prefix))) {
            return prefix.toString();
        }
        return equals(orLonger(prefix)) ? prefix + "+" : prefix + "{" + minLength + "," + maxLength + "}";
    }
}
