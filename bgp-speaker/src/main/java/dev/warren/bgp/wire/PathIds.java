package dev.warren.bgp.wire;

import java.util.List;

/**
 * The path identifiers of a list of prefixes (RFC 7911 section 3), in the order of these; none where prefixes come without.
 *
 * @param values each four octets, unsigned
 */
public record PathIds(List<Integer> values) {
    /** Of prefixes that come without. */
    public static final PathIds NONE = new PathIds(List.of());

    public PathIds {
        values = List.copyOf(values);
    }

    /** The identifier of the prefix at an index; 0 where there is none. */
    public int of(int index) {
        return values.isEmpty() ? 0 : values.get(index);
    }
}
