package dev.warren.bgp.policy;

import dev.warren.net.IpFamily;
import dev.warren.net.Prefix;
import dev.warren.net.PrefixRange;
import java.util.Collection;
import java.util.List;

/**
 * Which prefixes pass: a set of prefix ranges of both families, compiled to one binary trie per family, so that a test costs at
 * most one step per bit of the prefix however many ranges there are. Immutable; any thread. An empty set passes nothing.
 */
public final class RouteFilter {
    private static final RouteFilter ACCEPT_ALL =
            of(List.of(PrefixRange.orLonger(Prefix.DEFAULT_V4), PrefixRange.orLonger(Prefix.DEFAULT_V6)));
    private static final RouteFilter DENY_ALL = of(List.of());

    private final RangeTrie v4 = new RangeTrie();
    private final RangeTrie v6 = new RangeTrie();
    private final List<PrefixRange> ranges;

    private RouteFilter(List<PrefixRange> ranges) {
        this.ranges = ranges;
        for (PrefixRange range : ranges) {
            trie(range.prefix().family()).add(range);
        }
    }

    /** Passes every prefix, default routes included. */
    public static RouteFilter acceptAll() {
        return ACCEPT_ALL;
    }

    /** Passes nothing: what an eBGP neighbour without a filter gets (RFC 8212). */
    public static RouteFilter denyAll() {
        return DENY_ALL;
    }

    /** Passes the prefixes that one of the ranges matches. */
    public static RouteFilter of(Collection<PrefixRange> ranges) {
        return new RouteFilter(ranges.stream().sorted().distinct().toList());
    }

    /** True if a range matches the prefix. */
    public boolean accepts(Prefix prefix) {
        boolean isV4 = prefix.family() == IpFamily.V4;
        long high = isV4 ? prefix.address().low() << 32 : prefix.address().high();
        return accepts(prefix.family(), high, isV4 ? 0 : prefix.address().low(), prefix.length());
    }

    /**
     * True if a range matches the prefix of these bits from the left: IPv4 has its 32 in the upper half of {@code high}, IPv6 goes on
     * in {@code low}.
     */
    public boolean accepts(IpFamily family, long high, long low, int length) {
        return trie(family).matches(high, low, length);
    }

    /** The ranges in their order, without duplicates. */
    public List<PrefixRange> ranges() {
        return ranges;
    }

    private RangeTrie trie(IpFamily family) {
        return family == IpFamily.V4 ? v4 : v6;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RouteFilter filter && ranges.equals(filter.ranges);
    }

    @Override
    public int hashCode() {
        return ranges.hashCode();
    }

    @Override
    public String toString() {
        return "RouteFilter" + ranges;
    }
}
