package dev.warren.topology.plan;

import dev.warren.net.Prefix;
import dev.warren.net.PrefixRange;
import java.util.Collection;
import java.util.List;

/**
 * The ceiling of what a peer can own. Nothing outside it becomes an AllowedIP, whatever BGP says. Empty grants nothing.
 *
 * @param ranges what is granted, sorted, without duplicates
 */
public record Authority(List<PrefixRange> ranges) {

    /** Sorts the list and drops duplicates. */
    public Authority {
        ranges = ranges.stream().distinct().sorted().toList();
    }

    /** The union of these ranges. */
    public static Authority of(Collection<PrefixRange> ranges) {
        return new Authority(List.copyOf(ranges));
    }

    /** True if a range matches; a default route only by a range of exactly itself. */
    public boolean grants(Prefix prefix) {
        return prefix.isDefault()
                ? ranges.contains(PrefixRange.exactly(prefix))
                : ranges.stream().anyMatch(range -> range.matches(prefix));
    }
}
