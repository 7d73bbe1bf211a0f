package dev.warren.router.fib;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.warren.linux.netlink.RouteNetlink;
import dev.warren.net.IpAddress;
import dev.warren.net.Prefix;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Compared with what ip(8) says as JSON. */
@Tag("lab")
class KernelFibLabTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final FibTable TABLE = OverlayRulesTest.TABLE;

    private LabNamespace namespace;
    private RouteNetlink netlink;
    private KernelRoutes routes;
    private int link;

    @BeforeEach
    void open() throws Exception {
        namespace = LabNamespace.create();
        namespace.run("ip", "link", "add", "eth2", "type", "veth", "peer", "name", "far");
        namespace.run("ip", "link", "set", "eth2", "up");
        namespace.run("ip", "link", "set", "far", "up");
        netlink = namespace.inside(RouteNetlink::open);
        link = netlink.link("eth2").orElseThrow().index();
        routes = new KernelRoutes(netlink, TABLE);
    }

    @AfterEach
    void close() throws Exception {
        if (netlink != null) {
            netlink.close();
            namespace.close();
        }
    }

    /** Destination to "type gateway metric protocol" of a family's table. */
    private Map<String, String> table(String family) throws Exception {
        Map<String, String> found = new TreeMap<>();
        for (JsonNode route : JSON.readTree(namespace.run("ip", family, "-j", "route", "show", "table", "51820"))) {
            found.put(
                    route.path("dst").asText(),
                    route.path("type").asText("unicast") + " "
                            + route.path("gateway")
                                    .asText(route.path("via").path("host").asText("-")) + " "
                            + route.path("metric").asLong() + " "
                            + route.path("protocol").asText());
        }
        return found;
    }

    private List<FibEntry> wanted() {
        return List.of(
                new FibEntry(Prefix.parse("10.80.16.0/24"), new FibTarget.TunnelInterface(link)),
                new FibEntry(Prefix.parse("172.20.0.0/24"), new FibTarget.Gateway(link, IpAddress.parse("192.0.2.2"))),
                new FibEntry(
                        Prefix.parse("172.20.1.0/24"), new FibTarget.Gateway(link, IpAddress.parse("2001:db8::2"))),
                new FibEntry(Prefix.parse("10.99.0.0/16"), new FibTarget.Unreachable()),
                new FibEntry(Prefix.parse("fd80:80:16::/64"), new FibTarget.TunnelInterface(link)),
                new FibEntry(
                        Prefix.parse("2001:db8:a00::/48"), new FibTarget.Gateway(link, IpAddress.parse("2001:db8::2"))),
                new FibEntry(Prefix.parse("fd99::/16"), new FibTarget.Unreachable()));
    }

    @Test
    void theTableIsWhatIsWantedAndStaysSo() throws Exception {
        RouteReport first = routes.reconcile(wanted());
        assertEquals(new Drift(9, 0, 0), first.drift());
        assertTrue(first.complete(), first.toString());
        assertEquals(
                "{10.80.16.0/24=unicast - 1024 182, 10.99.0.0/16=unreachable - 1024 182,"
                        + " 172.20.0.0/24=unicast 192.0.2.2 1024 182, 172.20.1.0/24=unicast 2001:db8::2 1024 182,"
                        + " default=unreachable - 4294967294 182}",
                table("-4").toString());
        assertEquals(
                "{2001:db8:a00::/48=unicast 2001:db8::2 1024 182, default=unreachable - 4294967294 182,"
                        + " fd80:80:16::/64=unicast - 1024 182, fd99::/16=unreachable - 1024 182}",
                table("-6").toString());
        assertEquals(Drift.NONE, routes.reconcile(wanted()).drift());
    }

    @Test
    void driftOfEveryKindIsRepairedAndCounted() throws Exception {
        routes.reconcile(wanted());
        Map<String, String> four = table("-4");
        Map<String, String> six = table("-6");
        namespace.run("ip", "route", "del", "10.80.16.0/24", "table", "51820");
        namespace.run("ip", "-6", "route", "del", "default", "table", "51820", "metric", "4294967294");
        namespace.run(
                "ip",
                "-6",
                "route",
                "replace",
                "2001:db8:a00::/48",
                "dev",
                "eth2",
                "table",
                "51820",
                "metric",
                "1024",
                "proto",
                "182");
        namespace.run("ip", "route", "add", "10.7.0.0/16", "dev", "eth2", "table", "51820", "proto", "182");
        namespace.run(
                "ip",
                "-6",
                "route",
                "add",
                "fd77::/16",
                "table",
                "51820",
                "proto",
                "182",
                "nexthop",
                "via",
                "fe80::1",
                "dev",
                "eth2",
                "nexthop",
                "via",
                "fe80::2",
                "dev",
                "eth2");
        namespace.run("ip", "route", "add", "10.8.0.0/16", "dev", "eth2", "table", "51820", "proto", "static");
        RouteReport report = routes.reconcile(wanted());
        assertEquals(new Drift(2, 1, 2), report.drift(), report.toString());
        assertEquals(List.of(), report.refused());
        assertEquals(1, report.foreign().size());
        four.put("10.8.0.0/16", "unicast - 0 static");
        assertEquals(four, table("-4"));
        assertEquals(six, table("-6"));
        assertEquals(Drift.NONE, routes.reconcile(wanted()).drift());
        routes.clear();
        assertEquals("{10.8.0.0/16=unicast - 0 static}", table("-4").toString());
        assertEquals("{}", table("-6").toString());
    }

    @Test
    void changesAreAppliedWithoutReading() throws Exception {
        routes.reconcile(wanted());
        Prefix moved = Prefix.parse("fd80:80:16::/64");
        Prefix gone = Prefix.parse("10.80.16.0/24");
        FibEntry elsewhere = new FibEntry(moved, new FibTarget.Gateway(link, IpAddress.parse("2001:db8::3")));
        assertTrue(routes.apply(List.of(elsewhere), List.of(gone)).complete());
        List<FibEntry> now = new ArrayList<>(wanted());
        now.removeIf(entry -> entry.prefix().equals(moved) || entry.prefix().equals(gone));
        now.add(elsewhere);
        assertEquals(Drift.NONE, routes.reconcile(now).drift());
    }

    @Test
    void theRulesAreWhatIpShowsAndAreRepaired() throws Exception {
        KernelRules rules = new KernelRules(netlink, TABLE);
        OverlayRules wanted = OverlayRulesTest.overlay(List.of("eth2"));
        assertEquals(new Drift(10, 0, 0), rules.reconcile(wanted).drift());
        List<String> shown = new ArrayList<>();
        for (JsonNode rule : JSON.readTree(namespace.run("ip", "-6", "-j", "rule"))) {
            shown.add(rule.path("priority").asInt() + " " + rule.path("src").asText() + " "
                    + rule.path("dst").asText("-") + " " + rule.path("fwmark").asText("-") + " "
                    + rule.path("iif").asText("-") + " " + rule.path("table").asText());
        }
        assertEquals(
                List.of(
                        "0 all - - - local",
                        "5182 all - 0xca6c - main",
                        "5183 all - - warren0 51820",
                        "5184 all - - eth2 51820",
                        "5185 fd80:80::1 - - - 51820",
                        "5186 all fd80:80:: - - 51820",
                        "32766 all - - - main"),
                shown);
        assertEquals(Drift.NONE, rules.reconcile(wanted).drift());
        namespace.run("ip", "rule", "del", "pref", "5183");
        namespace.run(
                "ip",
                "rule",
                "add",
                "pref",
                "5184",
                "iif",
                "eth2",
                "ipproto",
                "tcp",
                "lookup",
                "51820",
                "protocol",
                "182");
        assertEquals(2, rules.reconcile(wanted).drift().total());
        assertEquals(Drift.NONE, rules.reconcile(wanted).drift());
        rules.clear();
        assertEquals(3, JSON.readTree(namespace.run("ip", "-j", "rule")).size());
    }
}
