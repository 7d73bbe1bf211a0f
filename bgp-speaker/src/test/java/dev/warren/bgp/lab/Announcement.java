package dev.warren.bgp.lab;

import dev.warren.bgp.wire.LargeCommunity;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A prefix of each family that another program announces, and what it does with them on their way out.
 *
 * @param number which prefixes: 172.20.NUMBER.0/24 and 2001:db8:a0NUMBER::/48, 0 to 8; those of 0 are announced anyway
 * @param frr a statement of FRR's route-maps
 * @param bird a statement of BIRD's filters
 */
record Announcement(int number, String frr, String bird) {
    /** Without change. */
    static Announcement plain(int number) {
        return new Announcement(number, "", "");
    }

    /** With a community. */
    static Announcement with(int number, int asn, int value) {
        return new Announcement(
                number,
                "set community %d:%d".formatted(asn, value),
                "bgp_community.add((%d, %d));".formatted(asn, value));
    }

    /** With a MULTI_EXIT_DISC. */
    static Announcement withMed(int number, long med) {
        return new Announcement(number, "set metric " + med, "bgp_med = %d;".formatted(med));
    }

    /** With a large community. */
    static Announcement withLarge(int number, LargeCommunity community) {
        return new Announcement(
                number,
                "set large-community " + community,
                "bgp_large_community.add((%s));".formatted(community.toString().replace(':', ',')));
    }

    /** With route targets of a four-octet AS (RFC 5668). */
    static Announcement withTargets(int number, long asn, int... values) {
        return new Announcement(
                number,
                "set extcommunity rt" + joined(IntStream.of(values), " " + asn + ":%d"),
                "{ " + joined(IntStream.of(values), "bgp_ext_community.add((rt, " + asn + ", %d));") + " }");
    }

    private static String joined(IntStream values, String form) {
        return values.mapToObj(form::formatted).collect(Collectors.joining());
    }

    String four() {
        return "172.20." + number + ".0/24";
    }

    String six() {
        return "2001:db8:a0" + number + "::/48";
    }

    /** True if a text names both prefixes. */
    boolean isIn(String text) {
        return text.contains(four()) && text.contains(six());
    }

    /** True if a text names one of the prefixes. */
    boolean isPartlyIn(String text) {
        return text.contains(four()) || text.contains(six());
    }

    /** What the neighbour of a {@link Meeting} has to be told to announce these. */
    static Protection demands(long asn, Announcement... announcements) {
        List<Announcement> all = List.of(announcements);
        return Protection.lines(joined(all, it -> it.frrLines(asn)), "")
                .withBirdExport(change(announcements))
                .withBirdBefore(joined(all.stream().filter(it -> it.number > 0).toList(), Announcement::birdStatics));
    }

    /** The static protocols of a {@link SecondBird} that announces these. */
    static String statics(Announcement... announcements) {
        return joined(List.of(announcements), Announcement::birdStatics);
    }

    /** What its export filter does first. */
    static String change(Announcement... announcements) {
        return joined(
                List.of(announcements),
                it -> it.bird.isEmpty()
                        ? ""
                        : "if proto = \"four%1$s\" || proto = \"six%1$s\" then %2$s\n".formatted(it.suffix(), it.bird));
    }

    private static String joined(List<Announcement> announcements, Function<Announcement, String> lines) {
        return announcements.stream().map(lines).collect(Collectors.joining());
    }

    /** {@link Bird#statics} has names without a number. */
    private String suffix() {
        return number == 0 ? "" : Integer.toString(number);
    }

    private String birdStatics() {
        return """
                protocol static four%1$s { ipv4; route %2$s unreachable; }
                protocol static six%1$s { ipv6; route %3$s unreachable; }
                """.formatted(suffix(), four(), six());
    }

    private String frrLines(long asn) {
        return """
                ip prefix-list P%1$d permit %2$s
                ipv6 prefix-list P%1$d permit %3$s
                route-map V4 permit %4$d
                 match ip address prefix-list P%1$d
                 set ip next-hop 192.0.2.2
                 %5$s
                exit
                route-map V6 permit %4$d
                 match ipv6 address prefix-list P%1$d
                 set ipv6 next-hop global 2001:db8:1::2
                 %5$s
                exit
                router bgp %6$d
                 address-family ipv4 unicast
                  network %2$s
                 exit-address-family
                 address-family ipv6 unicast
                  network %3$s
                 exit-address-family
                """.formatted(number, four(), six(), number + 1, frr, asn);
    }
}
