package dev.warren.labs.tworegions;

import dev.warren.net.IpAddress;
import dev.warren.net.Prefix;
import java.util.List;
import java.util.Locale;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The addresses and prefixes of {@code labs/two-regions}, as its files give them. */
final class Names {
    static final String INTERFACE = "warren0";
    static final String TABLE = "51820";
    static final String ROUTE_PROTOCOL = "182";

    static final String NFT_TABLE = "warren";

    static final List<String> HOST_PARIS = List.of("10.80.17.10", "fd80:80:17::10");
    static final List<String> HOST_BOSTON = List.of("10.80.32.10", "fd80:80:32::10");
    static final String HOST_NYC_V4 = "172.21.0.10";
    static final String HOST_NYC_V6 = "2001:db8:b00::10";

    static final SortedSet<Prefix> BERLIN_LAN = prefixes("10.80.16.0/24", "fd80:80:16::/64");
    static final SortedSet<Prefix> PARIS_LAN = prefixes("10.80.17.0/24", "fd80:80:17::/64");
    static final SortedSet<Prefix> BOSTON_LAN = prefixes("10.80.32.0/24", "fd80:80:32::/64");
    static final SortedSet<Prefix> BOSTON = prefixes("10.80.2.1/32", "fd80:80:2::1/128");
    static final SortedSet<Prefix> UPSTREAM_FRA = upstream(20, 'a');
    static final SortedSet<Prefix> UPSTREAM_NYC = upstream(21, 'b');

    /** The prefixes that upstream-fra withdraws in the check. */
    static final SortedSet<Prefix> WITHDRAWN = prefixes("172.20.7.0/24", "2001:db8:a07::/48");

    static final List<IpAddress> FRA = List.of(IpAddress.parse("10.80.0.1"), IpAddress.parse("fd80:80::1"));

    private Names() {}

    static SortedSet<Prefix> sites() {
        return union(BERLIN_LAN, PARIS_LAN, BOSTON_LAN);
    }

    @SafeVarargs
    static SortedSet<Prefix> union(SortedSet<Prefix>... sets) {
        SortedSet<Prefix> all = new TreeSet<>();
        for (SortedSet<Prefix> set : sets) {
            all.addAll(set);
        }
        return all;
    }

    static SortedSet<Prefix> prefixes(String... texts) {
        SortedSet<Prefix> all = new TreeSet<>();
        for (String text : texts) {
            all.add(Prefix.parse(text));
        }
        return all;
    }

    private static SortedSet<Prefix> upstream(int second, char third) {
        return prefixes(IntStream.range(0, 12)
                .boxed()
                .flatMap(i -> Stream.of(
                        "172." + second + "." + i + ".0/24",
                        String.format(Locale.ROOT, "2001:db8:%c%02x::/48", third, i)))
                .toArray(String[]::new));
    }
}
