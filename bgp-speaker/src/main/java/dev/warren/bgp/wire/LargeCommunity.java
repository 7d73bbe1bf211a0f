package dev.warren.bgp.wire;

/**
 * A large community (RFC 8092). The text form is {@code GLOBAL:LOCAL1:LOCAL2}, each an unsigned number of 32 bits.
 *
 * @param global the global administrator, an AS number
 * @param local1 the first local part
 * @param local2 the second local part
 */
public record LargeCommunity(int global, int local1, int local2) implements Comparable<LargeCommunity> {

    /**
     * Reads {@code GLOBAL:LOCAL1:LOCAL2}.
     *
     * @throws IllegalArgumentException if the text is no large community
     */
    public static LargeCommunity parse(String text) {
        String[] parts = text.split(":", -1);
        if (parts.length != 3) {
            throw new IllegalArgumentException("'" + text + "' is not a large community: write GLOBAL:LOCAL1:LOCAL2");
        }
        try {
            return new LargeCommunity(
                    Integer.parseUnsignedInt(parts[0]),
                    Integer.parseUnsignedInt(parts[1]),
                    Integer.parseUnsignedInt(parts[2]));
        } catch (NumberFormatException notANumber) {
            throw new IllegalArgumentException("'" + text + "': each part is 0 to 4294967295", notANumber);
        }
    }

    @Override
    public int compareTo(LargeCommunity other) {
        int order = Integer.compareUnsigned(global, other.global);
        if (order == 0) {
            order = Integer.compareUnsigned(local1, other.local1);
        }
        return order != 0 ? order : Integer.compareUnsigned(local2, other.local2);
    }

    @Override
    public String toString() {
        return Integer.toUnsignedString(global)
                + ":" + Integer.toUnsignedString(local1)
                + ":" + Integer.toUnsignedString(local2);
    }
}
