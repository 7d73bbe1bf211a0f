package dev.warren.linux.netlink;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.warren.linux.lab.LabNamespace;
import dev.warren.net.IpAddress;
import dev.warren.net.IpFamily;
import dev.warren.net.Prefix;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("lab")
class RouteNetlinkLabTest {
    private static final int TABLE = 51820;
    private static final int PROTOCOL = 182;

    private LabNamespace namespace;
    private RouteNetlink netlink;
    private int link;

    @BeforeEach
    void open() throws Exception {
        namespace = LabNamespace.create();
        namespace.run("ip", "link", "add", "v0", "type", "veth", "peer", "name", "v1");
        namespace.run("ip", "link", "set", "v0", "up");
        namespace.run("ip", "link", "set", "v1", "up");
        netlink = namespace.inside(RouteNetlink::open);
        link = netlink.link("v0").orElseThrow().index();
    }

    @AfterEach
    void close() throws Exception {
        if (netlink != null) {
            netlink.close();
            namespace.close();
        }
    }

    private List<String> lines(String... command) throws Exception {
        return Arrays.stream(namespace.run(command).split("\n"))
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .toList();
    }

    @Test
    void linksAreListedChangedAndDeleted() throws Exception {
        Link before = netlink.link("v0").orElseThrow();
        assertEquals(new Link(link, "v0", true, true, 1500, "veth", ""), before);
        netlink.setMtu(link, 1420);
        netlink.setUp(link, false);
        netlink.setAlias(link, "of a test");
        assertEquals(
                new Link(link, "v0", false, false, 1420, "veth", "of a test"),
                netlink.link("v0").orElseThrow());
        assertEquals(
                List.of("lo", "v0", "v1"),
                netlink.links().stream().map(Link::name).sorted().toList());
        netlink.deleteLink(link);
        assertEquals(Optional.empty(), netlink.link("v0"));
        assertEquals(
                Errno.ENODEV,
                assertThrows(NetlinkException.class, () -> netlink.setUp(link, true))
                        .errno());
    }

    @Test
    void addressesOfBothFamiliesComeAndGo() throws Exception {
        List<InterfaceAddress> wanted = List.of(
                InterfaceAddress.host(link, IpAddress.parse("10.80.0.1")),
                new InterfaceAddress(link, IpAddress.parse("192.0.2.1"), 30),
                InterfaceAddress.host(link, IpAddress.parse("fd80:80::1")));
        for (InterfaceAddress address : wanted) {
            netlink.addAddress(address);
        }
        List<InterfaceAddress> present = new ArrayList<>(netlink.addresses(link));
        present.removeIf(address -> address.address().isLinkLocal());
        assertEquals(wanted, present);
        String shown = namespace.run("ip", "address", "show", "dev", "v0");
        assertTrue(shown.contains("inet 10.80.0.1/32 ") && shown.contains("inet6 fd80:80::1/128 "), shown);
        assertFalse(shown.contains("tentative fd80"), shown);
        assertEquals(
                Errno.EEXIST,
                assertThrows(NetlinkException.class, () -> netlink.addAddress(wanted.getFirst()))
                        .errno());
        netlink.removeAddress(wanted.getFirst());
        netlink.removeAddress(wanted.getLast());
        assertFalse(netlink.addresses(link).contains(wanted.getFirst()));
        assertFalse(netlink.addresses(link).contains(wanted.getLast()));
    }

    @Test
    void routesOfEveryKindAreWhatIpRouteShows() throws Exception {
        List<Route> routes = List.of(
                Route.unreachable(Prefix.DEFAULT_V4, TABLE, PROTOCOL, 4294967294L),
                Route.onto(Prefix.parse("10.80.16.0/24"), TABLE, PROTOCOL, 1024, link),
                Route.via(Prefix.parse("172.20.0.0/24"), TABLE, PROTOCOL, 1024, link, IpAddress.parse("192.0.2.2")),
                Route.via(
                        Prefix.parse("172.20.1.0/24"), TABLE, PROTOCOL, 1024, link, IpAddress.parse("2001:db8:192::2")),
                Route.unreachable(Prefix.DEFAULT_V6, TABLE, PROTOCOL, 4294967294L),
                Route.onto(Prefix.parse("fd80:80:16::/64"), TABLE, PROTOCOL, 1024, link),
                Route.via(
                        Prefix.parse("2001:db8:a00::/48"),
                        TABLE,
                        PROTOCOL,
                        1024,
                        link,
                        IpAddress.parse("2001:db8:192::2")));
        List<RouteChange> adds = routes.stream()
                .map(route -> (RouteChange) new RouteChange.Add(route))
                .toList();
        assertEquals(List.of(), netlink.changeRoutes(adds));
        assertEquals(
                List.of(
                        "unreachable default proto 182 metric 4294967294",
                        "10.80.16.0/24 dev v0 proto 182 scope link metric 1024",
                        "172.20.0.0/24 via 192.0.2.2 dev v0 proto 182 metric 1024 onlink",
                        "172.20.1.0/24 via inet6 2001:db8:192::2 dev v0 proto 182 metric 1024 onlink"),
                lines("ip", "-4", "route", "show", "table", "51820"));
        assertEquals(
                List.of(
                        "2001:db8:a00::/48 via 2001:db8:192::2 dev v0 proto 182 metric 1024 onlink pref medium",
                        "fd80:80:16::/64 dev v0 proto 182 metric 1024 pref medium",
                        "unreachable default dev lo proto 182 metric 4294967294 pref medium"),
                lines("ip", "-6", "route", "show", "table", "51820"));
        assertEquals(routes.subList(0, 4), netlink.routes(RouteFilter.own(IpFamily.V4, TABLE, PROTOCOL)));
        assertEquals(
                routes.subList(4, 7).stream()
                        .sorted(java.util.Comparator.comparing(Route::destination))
                        .toList(),
                netlink.routes(RouteFilter.own(IpFamily.V6, TABLE, PROTOCOL)).stream()
                        .sorted(java.util.Comparator.comparing(Route::destination))
                        .toList());
        List<RouteChange> removals = routes.stream()
                .map(route -> (RouteChange) new RouteChange.Remove(route))
                .toList();
        assertEquals(List.of(), netlink.changeRoutes(removals));
        assertEquals(List.of(), netlink.routes(RouteFilter.table(IpFamily.V4, TABLE)));
        assertEquals(List.of(), netlink.routes(RouteFilter.table(IpFamily.V6, TABLE)));
    }

    @Test
    void dumpsLeaveOutOtherTablesAndProtocols() throws Exception {
        namespace.run("ip", "route", "add", "10.1.0.0/16", "dev", "v0", "table", "51820", "proto", "static");
        namespace.run("ip", "route", "add", "10.2.0.0/16", "dev", "v0", "table", "51821", "proto", "182");
        namespace.run("ip", "route", "add", "10.3.0.0/16", "dev", "v0", "table", "51820", "proto", "182");
        assertEquals(
                List.of(Route.onto(Prefix.parse("10.3.0.0/16"), TABLE, PROTOCOL, 0, link)),
                netlink.routes(RouteFilter.own(IpFamily.V4, TABLE, PROTOCOL)));
        assertEquals(2, netlink.routes(RouteFilter.table(IpFamily.V4, TABLE)).size());
        assertEquals(List.of(), netlink.routes(RouteFilter.table(IpFamily.V6, 99)));
    }

    @Test
    void replaceChangesTheNextHopWithoutASecondRoute() throws Exception {
        for (String prefix : List.of("10.80.16.0/24", "fd80:80:16::/64")) {
            Prefix destination = Prefix.parse(prefix);
            IpAddress gateway =
                    destination.family() == IpFamily.V4 ? IpAddress.parse("192.0.2.2") : IpAddress.parse("2001:db8::2");
            Route direct = Route.onto(destination, TABLE, PROTOCOL, 1024, link);
            Route via = Route.via(destination, TABLE, PROTOCOL, 1024, link, gateway);
            Route unreachable = Route.unreachable(destination, TABLE, PROTOCOL, 1024);
            for (Route route : List.of(direct, via, unreachable, via, direct, unreachable, direct)) {
                assertEquals(List.of(), netlink.changeRoutes(List.of(new RouteChange.Replace(route))));
                assertEquals(List.of(route), netlink.routes(RouteFilter.table(destination.family(), TABLE)));
            }
        }
    }

    @Test
    void aRefusedChangeIsNamedWithTheKernelsWordsAndStopsNoOther() throws Exception {
        Route good = Route.onto(Prefix.parse("10.80.16.0/24"), TABLE, PROTOCOL, 1024, link);
        Route noLink = Route.onto(Prefix.parse("10.80.17.0/24"), TABLE, PROTOCOL, 1024, 999);
        Route alsoGood = Route.onto(Prefix.parse("fd80:80:16::/64"), TABLE, PROTOCOL, 1024, link);
        Route unknown = Route.onto(Prefix.parse("fd80:80:17::/64"), TABLE, PROTOCOL, 1024, link);
        List<RouteFailure> failures = netlink.changeRoutes(List.of(
                new RouteChange.Add(noLink),
                new RouteChange.Add(good),
                new RouteChange.Remove(unknown),
                new RouteChange.Add(good),
                new RouteChange.Add(alsoGood)));
        assertEquals(
                List.of(Errno.ENODEV, Errno.ESRCH, Errno.EEXIST),
                failures.stream().map(failure -> failure.error().errno()).toList());
        assertEquals(noLink, failures.getFirst().change().route());
        RouteFailure gateway = netlink.changeRoutes(List.of(new RouteChange.Add(new Route(
                        Prefix.parse("10.9.0.0/24"),
                        RouteType.UNICAST,
                        TABLE,
                        PROTOCOL,
                        1,
                        link,
                        Optional.of(IpAddress.parse("203.0.113.1")),
                        false,
                        false))))
                .getFirst();
        assertEquals("Nexthop has invalid gateway", gateway.error().kernelText());
        assertTrue(gateway.error().toString().contains("add 10.9.0.0/24 via 203.0.113.1"), gateway.toString());
        assertEquals(List.of(alsoGood), netlink.routes(RouteFilter.table(IpFamily.V6, TABLE)));
    }

    private long nanosToReplace(IpFamily family, boolean gateway) throws NetlinkException {
        List<RouteChange> changes = new ArrayList<>();
        IpAddress nextHop = IpAddress.parse(family == IpFamily.V4 ? "192.0.2.2" : "2001:db8:192::2");
        for (int i = 0; i < 10_000; i++) {
            Prefix prefix = family == IpFamily.V4
                    ? new Prefix(IpAddress.ofV4(0x0a000000 + (i << 8)), 24)
                    : new Prefix(IpAddress.ofV6(0x20010db800000000L + ((long) i << 16), 0), 48);
            changes.add(new RouteChange.Replace(
                    gateway
                            ? Route.via(prefix, TABLE, PROTOCOL, 1024, link, nextHop)
                            : Route.onto(prefix, TABLE, PROTOCOL, 1024, link)));
        }
        long start = System.nanoTime();
        assertEquals(List.of(), netlink.changeRoutes(changes));
        return System.nanoTime() - start;
    }

    @Test
    void tenThousandRoutesOfEachFamilyAreReplacedFast() throws Exception {
        for (IpFamily family : IpFamily.values()) {
            long added = nanosToReplace(family, false);
            long best = Long.MAX_VALUE;
            for (int round = 0; round < 6; round++) {
                best = Math.min(best, nanosToReplace(family, round % 2 == 0));
            }
            nanosToReplace(family, true);
            long start = System.nanoTime();
            List<Route> dumped = netlink.routes(RouteFilter.own(family, TABLE, PROTOCOL));
            long read = System.nanoTime() - start;
            System.out.printf(
                    "10,000 routes of %s: added in %d ms, replaced in %d ms, read in %d ms%n",
                    family, added / 1_000_000, best / 1_000_000, read / 1_000_000);
            assertEquals(10_000, dumped.size());
            assertTrue(dumped.stream().allMatch(route -> route.gateway().isPresent()));
            assertTrue(best < 1_000_000_000L, "a generous bound for a busy machine");
        }
    }

    @Test
    void rulesAreWhatIpRuleShows() throws Exception {
        List<Rule> rules = List.of(
                Rule.lookup(IpFamily.V4, 5182, Rule.TABLE_MAIN, PROTOCOL).withMark(51820),
                Rule.lookup(IpFamily.V4, 5183, TABLE, PROTOCOL).withInInterface("warren0"),
                Rule.lookup(IpFamily.V4, 5184, TABLE, PROTOCOL).withFrom(Prefix.parse("10.80.0.1/32")),
                Rule.lookup(IpFamily.V4, 5185, TABLE, PROTOCOL).withTo(Prefix.parse("10.80.0.0/16")));
        for (Rule rule : rules) {
            netlink.addRule(rule);
        }
        assertEquals(
                List.of(
                        "5182:\tfrom all fwmark 0xca6c lookup main proto 182",
                        "5183:\tfrom all iif warren0 [detached] lookup 51820 proto 182",
                        "5184:\tfrom 10.80.0.1 lookup 51820 proto 182",
                        "5185:\tfrom all to 10.80.0.0/16 lookup 51820 proto 182"),
                lines("ip", "rule").subList(1, 5));
        assertEquals(rules, netlink.rules(IpFamily.V4).subList(1, 5));
        Rule six = Rule.lookup(IpFamily.V6, 5184, TABLE, PROTOCOL).withFrom(Prefix.parse("fd80:80::1/128"));
        netlink.addRule(six);
        assertTrue(netlink.rules(IpFamily.V6).contains(six));
        assertEquals(
                Errno.EEXIST,
                assertThrows(NetlinkException.class, () -> netlink.addRule(six)).errno());
        netlink.removeRule(six);
        rules.reversed().forEach(rule -> assertDoesNotFail(() -> netlink.removeRule(rule)));
        assertTrue(netlink.rules(IpFamily.V4).stream().noneMatch(rule -> rule.protocol() == PROTOCOL));
        assertEquals(
                Errno.ENOENT,
                assertThrows(NetlinkException.class, () -> netlink.removeRule(six))
                        .errno());
    }

    @Test
    void selectorsThatWeDoNotKnowAreSeen() throws Exception {
        namespace.run("ip", "rule", "add", "pref", "7", "ipproto", "tcp", "lookup", "51820");
        namespace.run("ip", "rule", "add", "pref", "8", "lookup", "51820", "suppress_prefixlength", "0");
        namespace.run("ip", "rule", "add", "not", "fwmark", "0x1/0xff", "pref", "9", "lookup", "51820");
        List<Rule> rules = netlink.rules(IpFamily.V4);
        assertTrue(rules.get(1).otherSelectors() && rules.get(2).otherSelectors());
        assertFalse(rules.get(3).otherSelectors());
        assertTrue(rules.get(3).invert());
        assertEquals(Optional.of(new Rule.Mark(1, 0xff)), rules.get(3).mark());
    }

    /** An action that may fail with the kernel's words. */
    @FunctionalInterface
    private interface Action {
        void run() throws NetlinkException;
    }

    private static void assertDoesNotFail(Action action) {
        org.junit.jupiter.api.Assertions.assertDoesNotThrow(action::run);
    }
}
