package dev.warren.router.fib;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.warren.linux.lab.LabNamespace;
import dev.warren.linux.netlink.RouteNetlink;
import dev.warren.net.IpAddress;
import dev.warren.net.Prefix;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
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

    private Map<Prefix, FibTarget> wanted() {
        FibTarget.Gateway six = new FibTarget.Gateway(link, IpAddress.parse("2001:db8::2"));
        return Map.of(
                Prefix.parse("10.80.16.0/24"),
                new FibTarget.TunnelInterface(link),
                Prefix.parse("172.20.0.0/24"),
                new FibTarget.Gateway(link, IpAddress.parse("192.0.2.2")),
                Prefix.parse("172.20.1.0/24"),
                six,
                Prefix.parse("10.99.0.0/16"),
                new FibTarget.Unreachable(),
                Prefix.parse("fd80:80:16::/64"),
                new FibTarget.TunnelInterface(link),
                Prefix.parse("2001:db8:a00::/48"),
                six,
                Prefix.parse("fd99::/16"),
                new FibTarget.Unreachable());
    }

    @Test
    void theTableIsWhatIsWantedAndStaysSo() throws Exception {
        assertEquals(2, routes.repair());
        assertEquals(Set.of(), routes.put(wanted()));
        assertEquals(
                "{10.80.16.0/24=unicast - 1024 182, 10.99.0.0/16=unreachable - 1024 182,"
                        + " 172.20.0.0/24=unicast 192.0.2.2 1024 182, 172.20.1.0/24=unicast 2001:db8::2 1024 182,"
                        + " default=unreachable - 4294967294 182}",
                table("-4").toString());
        assertEquals(
                "{2001:db8:a00::/48=unicast 2001:db8::2 1024 182, default=unreachable - 4294967294 182,"
                        + " fd80:80:16::/64=unicast - 1024 182, fd99::/16=unreachable - 1024 182}",
                table("-6").toString());
        assertEquals(wanted(), routes.read().ours());
        assertEquals(0, routes.repair());
    }

    @Test
    void whatOthersChangedIsSeenAndRepaired() throws Exception {
        routes.repair();
        routes.put(wanted());
        Map<String, String> four = table("-4");
        Map<String, String> six = table("-6");
        ip("route del 10.80.16.0/24 table 51820");
        ip("-6 route del default table 51820 metric 4294967294");
        ip("-6 route replace 2001:db8:a00::/48 dev eth2 table 51820 metric 1024 proto 182");
        ip("route add 10.7.0.0/16 dev eth2 table 51820 proto 182");
        ip("-6 route add fd77::/16 table 51820 proto 182"
                + " nexthop via fe80::1 dev eth2 nexthop via fe80::2 dev eth2");
        assertEquals(3, routes.repair(), "the last resort, a metric, a multipath route");
        Map<Prefix, FibTarget> seen = routes.read().ours();
        assertEquals(wanted().size() - 1, seen.size());
        assertEquals(new FibTarget.TunnelInterface(link), seen.get(Prefix.parse("2001:db8:a00::/48")));
        routes.put(wanted());
        assertEquals(four, table("-4"));
        assertEquals(six, table("-6"));
        routes.clear();
        assertEquals("{}{}", table("-4").toString() + table("-6"));
    }

    @Test
    void foreignRoutesStayAndBlockOnlyTheirPlace() throws Exception {
        ip("route add 10.80.16.0/24 dev eth2 table 51820 proto static metric 1024");
        ip("-6 route add fd80:80:16::/64 dev eth2 table 51820 proto static metric 1024");
        ip("route add 10.8.0.0/16 dev eth2 table 51820 proto static");
        assertEquals(2, routes.repair());
        assertEquals(3, routes.read().foreign().size());
        Set<Prefix> blocked = Set.of(Prefix.parse("10.80.16.0/24"), Prefix.parse("fd80:80:16::/64"));
        assertEquals(blocked, routes.put(wanted()));
        KernelRoutes unaware = new KernelRoutes(netlink, TABLE);
        assertEquals(
                blocked,
                unaware.put(Map.of(
                        Prefix.parse("10.80.16.0/24"),
                        new FibTarget.TunnelInterface(link),
                        Prefix.parse("fd80:80:16::/64"),
                        new FibTarget.TunnelInterface(link))));
        assertEquals(wanted().size() - 2, routes.read().ours().size());
        routes.clear();
        assertEquals(
                "{10.8.0.0/16=unicast - 0 static, 10.80.16.0/24=unicast - 1024 static}",
                table("-4").toString());
        assertEquals("{fd80:80:16::/64=unicast - 1024 static}", table("-6").toString());
    }

    @Test
    void changesAreWrittenWithoutReading() throws Exception {
        routes.repair();
        routes.put(wanted());
        Prefix moved = Prefix.parse("fd80:80:16::/64");
        Prefix gone = Prefix.parse("10.80.16.0/24");
        FibTarget elsewhere = new FibTarget.Gateway(link, IpAddress.parse("2001:db8::3"));
        routes.put(Map.of(moved, elsewhere));
        routes.remove(Set.of(gone));
        Map<Prefix, FibTarget> now = new HashMap<>(wanted());
        now.remove(gone);
        now.put(moved, elsewhere);
        assertEquals(now, routes.read().ours());
    }

    @Test
    void markedPacketsNeverReachTheOverlaysTable() throws Exception {
        ip("address add 192.0.2.1/24 dev eth2");
        ip("-6 address add 2001:db8::1/64 dev eth2 nodad");
        routes.put(Map.of(
                Prefix.parse("10.80.0.0/16"), new FibTarget.TunnelInterface(link),
                Prefix.parse("fd80:80::/32"), new FibTarget.TunnelInterface(link)));
        new KernelRules(netlink, TABLE).reconcile(OverlayRulesTest.overlay(List.of("eth2")));
        for (String address : List.of("10.80.5.5", "fd80:80::5")) {
            assertTrue(ip("route get " + address).contains("table 51820"));
            IOException unreachable = assertThrows(IOException.class, () -> ip("route get " + address + " mark 51820"));
            assertTrue(unreachable.toString().contains("unreachable"), unreachable.toString());
        }
        ip("route add default via 192.0.2.2");
        ip("-6 route add default via 2001:db8::2");
        assertTrue(ip("route get 10.80.5.5 mark 51820").contains("via 192.0.2.2"));
        assertTrue(ip("route get fd80:80::5 mark 51820").contains("via 2001:db8::2"));
    }

    private String ip(String arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of("ip"));
        command.addAll(List.of(arguments.split(" ")));
        return namespace.run(command.toArray(String[]::new));
    }

    @Test
    void theRulesAreWhatIpShowsAndAreRepaired() throws Exception {
        KernelRules rules = new KernelRules(netlink, TABLE);
        OverlayRules wanted = OverlayRulesTest.overlay(List.of("eth2"));
        assertEquals(new Drift(12, 0, 0), rules.reconcile(wanted).drift());
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
                        "5183 all - 0xca6c - ",
                        "5184 all - - warren0 51820",
                        "5185 all - - eth2 51820",
                        "5186 fd80:80::1 - - - 51820",
                        "5187 all fd80:80:: - - 51820",
                        "32766 all - - - main"),
                shown);
        assertEquals(Drift.NONE, rules.reconcile(wanted).drift());
        namespace.run("ip", "rule", "del", "pref", "5184");
        namespace.run(
                "ip",
                "rule",
                "add",
                "pref",
                "5185",
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
