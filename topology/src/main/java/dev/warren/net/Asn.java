package dev.warren.net;

/**
 * An autonomous system number of four octets (RFC 6793). The text form is asplain (RFC 5396).
 *
 * @param value 0 to 4,294,967,295; 0 is never a speaker's own (RFC 7607)
 */
public record Asn(long value) implements Comparable<Asn> {

    /** AS_TRANS (RFC 6793): stands for a four-octet number where only two octets fit. */
    public static final Asn TRANS = new Asn(23_456);

    private static final long MAX = 0xffff_ffffL;

    /** @throws IllegalArgumentException if the value has more than 32 bits */
    public Asn {
        if (value < 0 || value > MAX) {
            throw new IllegalArgumentException(value + " is not an AS number: they are 0 to " + MAX);
        }
    }

    /** The number with this value. */
    public static Asn of(long value) {
        return new Asn(value);
    }

    /**
     * Reads asplain ({@code 4200000000}) or asdot ({@code 64086.59904}).
     *
     * @throws IllegalArgumentException if the text is neither
     */
    public static Asn parse(String text) {
        int dot = text.indexOf('.');
        try {
            if (dot < 0) {
                return new Asn(Decimal.parse(text, MAX));
            }
            long high = Decimal.parse(text.substring(0, dot), 0xffff);
            long low = Decimal.parse(text.substring(dot + 1), 0xffff);
            return new Asn(high << 16 | low);
        } catch (NumberFormatException notANumber) {
            throw new IllegalArgumentException(
                    "'" + text + "' is not an AS number: write 0 to " + MAX + ", or asdot", notANumber);
        }
    }

    /** The number in 16 bits, or {@link #TRANS} where it needs more. */
    public int twoOctets() {
        return value > 0xffff ? (int) TRANS.value : (int) value;
    }

    @Override
    public int compareTo(Asn other) {
        return Long.compare(value, other.value);
    }

    @Override
    public String toString() {
        return Long.toString(value);
    }
}
