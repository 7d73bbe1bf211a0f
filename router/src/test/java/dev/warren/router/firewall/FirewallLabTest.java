package dev.warren.router.firewall;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.warren.linux.lab.LabNamespace;
import dev.warren.net.IpAddress;
import dev.warren.net.Prefix;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A hub between a tunnel (veth "tun0"), an upstream ("up0") and a link outside the overlay ("out0"). */
@Tag("lab")
class FirewallLabTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final FirewallRules RULES = new FirewallRules(
            "tun0",
            Set.of("up0"),
            List.of(IpAddress.parse("10.9.0.1"), IpAddress.parse("fd09::1")),
            List.of(Prefix.parse("10.1.0.2/32"), Prefix.parse("fd01::2/128")));

    private final List<LabNamespace> hosts = new ArrayList<>();
    private LabNamespace hub;
    private Firewall firewall;

    @BeforeEach
    void open() throws Exception {
        LabNamespace.assumeInstalled("/usr/sbin/nft", "nftables");
        hub = LabNamespace.create();
        firewall = Firewall.open("warren_test");
        hub.run("sysctl", "-qw", "net.ipv4.ip_forward=1", "net.ipv6.conf.all.forwarding=1");
        hub.run("sysctl", "-qw", "net.ipv6.conf.default.accept_dad=0", "net.ipv4.conf.all.rp_filter=0");
        String[] links = {"tun0", "up0", "out0"};
        for (int i = 1; i <= 3; i++) {
            host(links[i - 1], i);
        }
    }

    private void host(String link, int number) throws IOException {
        LabNamespace host = LabNamespace.create();
        hosts.add(host);
        host.run("sysctl", "-qw", "net.ipv6.conf.default.accept_dad=0");
        hub.run("ip", "link", "add", link, "type", "veth", "peer", "name", "eth0", "netns", host.name());
        hub.run("ip", "link", "set", link, "up");
        host.run("ip", "link", "set", "eth0", "up");
        hub.run("ip", "address", "add", "10." + number + ".0.1/24", "dev", link);
        hub.run("ip", "address", "add", "fd0" + number + "::1/64", "dev", link, "nodad");
        for (int own = 2; own <= 3; own++) {
            host.run("ip", "address", "add", "10." + number + ".0." + own + "/24", "dev", "eth0");
            host.run("ip", "address", "add", "fd0" + number + "::" + own + "/64", "dev", "eth0", "nodad");
        }
        host.run("ip", "route", "add", "default", "via", "10." + number + ".0.1");
        host.run("ip", "route", "add", "default", "via", "fd0" + number + "::1");
    }

    @AfterEach
    void close() throws Exception {
        for (LabNamespace host : hosts) {
            host.close();
        }
        if (hub != null) {
            hub.close();
        }
    }

    private boolean passes(int from, String source, String destination) {
        try {
            hosts.get(from - 1).run("ping", "-c1", "-W1", "-I", source, destination);
            return true;
        } catch (IOException lost) {
            return false;
        }
    }

    /** As {@link #passes}, where more than one echo does no harm: one of five is enough. */
    private boolean reaches(int from, String source, String destination) {
        return IntStream.range(0, 5).anyMatch(_ -> passes(from, source, destination));
    }

    private void replace(FirewallRules rules) throws Exception {
        hub.inside(() -> {
            firewall.replace(rules);
            return true;
        });
    }

    private long packets(DropReason reason) throws Exception {
        Map<DropReason, DropCount> counts = hub.inside(firewall::read).orElseThrow();
        return counts.getOrDefault(reason, DropCount.ZERO).packets();
    }

    @Test
    void packetsPassOrAreDroppedAndCountedByReason() throws Exception {
        LabNamespace.assumeInstalled("/usr/bin/ping", "iputils-ping");
        assertTrue(passes(1, "10.1.0.3", "10.3.0.2"), "all pass without the table");
        assertTrue(passes(1, "fd01::3", "fd03::2"), "all pass without the table");
        replace(RULES);
        assertTrue(passes(1, "10.1.0.2", "10.2.0.2") && passes(1, "fd01::2", "fd02::2"), "tunnel to upstream");
        assertTrue(passes(2, "10.2.0.2", "10.1.0.2") && passes(2, "fd02::2", "fd01::2"), "upstream to tunnel");
        assertTrue(passes(2, "10.2.0.2", "10.3.0.2") && passes(2, "fd02::2", "fd03::2"), "not our business");
        assertTrue(!passes(1, "10.1.0.3", "10.2.0.2") && !passes(1, "fd01::3", "fd02::2"), "stolen source");
        assertEquals(2, packets(DropReason.FORWARD_SOURCE));
        assertTrue(!passes(1, "10.1.0.2", "10.3.0.2") && !passes(1, "fd01::2", "fd03::2"), "out of the overlay");
        assertEquals(2, packets(DropReason.FORWARD_OUT));
        assertTrue(!passes(3, "10.3.0.2", "10.1.0.2") && !passes(3, "fd03::2", "fd01::2"), "into the overlay");
        assertEquals(2, packets(DropReason.FORWARD_IN));
        assertTrue(!passes(1, "10.1.0.3", "10.1.0.1"), "stolen source to the hub");
        assertTrue(packets(DropReason.INPUT_SOURCE) >= 1);
    }

    @Test
    void countersGoOnAfterAReplacement() throws Exception {
        LabNamespace.assumeInstalled("/usr/bin/ping", "iputils-ping");
        replace(RULES);
        assertTrue(!passes(1, "10.1.0.3", "10.2.0.2"));
        replace(RULES.withSources(List.of(Prefix.parse("10.1.0.0/24"))));
        assertTrue(passes(1, "10.1.0.3", "10.2.0.2"), "now allowed");
        assertEquals(1, packets(DropReason.FORWARD_SOURCE));
    }

    @Test
    void theSetsAreWhatNftLists() throws Exception {
        List<Prefix> sources = new ArrayList<>(List.of(Prefix.parse("10.80.0.0/16"), Prefix.parse("10.80.1.0/24")));
        for (int i = 0; i < 5_000; i++) {
            sources.add(new Prefix(IpAddress.ofV6(0x20010db800000000L + ((long) i << 17), 0), 48));
        }
        replace(new FirewallRules("tun0", Set.of(), List.of(), sources));
        Set<String> listed = new TreeSet<>();
        for (JsonNode each : JSON.readTree(hub.run("nft", "-j", "list", "table", "inet", "warren_test"))
                .path("nftables")) {
            for (JsonNode element : each.path("set").path("elem")) {
                JsonNode prefix = element.path("prefix");
                listed.add(
                        prefix.path("addr").asText() + "/" + prefix.path("len").asInt());
            }
        }
        assertEquals(5_001, listed.size());
        assertTrue(listed.contains("10.80.0.0/16") && listed.contains("2001:db8:270e::/48"));
    }

    @Test
    void defaultRoutesAndEmptySetsAreAccepted() throws Exception {
        replace(RULES.withSources(List.of(Prefix.DEFAULT_V4, Prefix.DEFAULT_V6)));
        assertTrue(passes(1, "10.1.0.3", "10.2.0.2") && passes(1, "fd01::3", "fd02::2"));
        replace(RULES.withSources(List.of()));
        assertTrue(!passes(1, "10.1.0.2", "10.2.0.2") && !passes(1, "fd01::2", "fd02::2"));
    }

    /** A count of /proc/net/snmp (two lines a protocol: names, numbers) or snmp6 (a line each) of a namespace. */
    private static long count(LabNamespace host, String name) throws IOException {
        if (name.startsWith("Icmp6")) {
            return host.run("cat", "/proc/net/snmp6")
                    .lines()
                    .filter(line -> line.startsWith(name + " ") || line.startsWith(name + "\t"))
                    .mapToLong(
                            line -> Long.parseLong(line.substring(name.length()).strip()))
                    .sum();
        }
        List<List<String>> lines = host.run("cat", "/proc/net/snmp")
                .lines()
                .filter(line -> line.startsWith("Icmp:"))
                .map(line -> List.of(line.split(" ")))
                .toList();
        return Long.parseLong(lines.get(1).get(lines.getFirst().indexOf(name)));
    }

    @Test
    void thisHostsRedirectsDoNotLeaveByTheTunnel() throws Exception {
        LabNamespace.assumeInstalled("/usr/bin/ping", "iputils-ping");
        LabNamespace peer = hosts.getFirst();
        hub.run("ip", "route", "add", "10.50.0.0/24", "dev", "tun0");
        hub.run("ip", "route", "add", "fd50::/64", "dev", "tun0");
        replace(RULES);
        assertTrue(!passes(1, "10.1.0.2", "10.50.0.2") && !passes(1, "fd01::2", "fd50::2"), "nobody is there");
        assertEquals(2, packets(DropReason.REDIRECT));
        assertEquals(0, count(peer, "InRedirects") + count(peer, "Icmp6InRedirects"));
        hub.inside(() -> {
            firewall.remove();
            return true;
        });
        assertTrue(!passes(1, "10.1.0.3", "10.50.0.3") && !passes(1, "fd01::3", "fd50::3"), "nobody is there");
        assertTrue(count(peer, "InRedirects") > 0 && count(peer, "Icmp6InRedirects") > 0, "without the table");
    }

    @Test
    void nobodyBehindTheTunnelMayHaveOurOwnAddresses() throws Exception {
        LabNamespace.assumeInstalled("/usr/bin/ping", "iputils-ping");
        LabNamespace upstream = hosts.get(1);
        for (LabNamespace each : List.of(hub, hosts.getFirst())) {
            each.run("ip", "address", "add", "10.9.0.1/32", "dev", "lo");
            each.run("ip", "address", "add", "fd09::1/128", "dev", "lo", "nodad");
        }
        passes(1, "fd09::1", "fd02::2");
        assertEquals(1, count(upstream, "Icmp6InEchos"), "without the table: the kernel checks IPv4 only");
        replace(RULES.withSources(List.of(Prefix.DEFAULT_V4, Prefix.DEFAULT_V6)));
        passes(1, "10.9.0.1", "10.2.0.2");
        passes(1, "fd09::1", "fd02::2");
        passes(1, "fd09::1", "fd01::1");
        assertEquals(0, count(upstream, "InEchos"));
        assertEquals(1, count(upstream, "Icmp6InEchos"));
        assertTrue(packets(DropReason.FORWARD_SOURCE) >= 1 && packets(DropReason.INPUT_SOURCE) >= 1);
        assertTrue(reaches(1, "10.1.0.3", "10.2.0.2") && reaches(1, "fd01::3", "fd02::2"), "others pass");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "add rule inet warren_test forward accept",
                "insert rule inet warren_test input accept",
                "flush chain inet warren_test forward",
                "add element inet warren_test sources4 { 10.7.0.0/16 }",
                "delete element inet warren_test sources6 { fd01::2 }",
                "add chain inet warren_test theirs",
                "delete table inet warren_test",
                "flush ruleset"
            })
    void whatOthersChangeInTheTableIsSeen(String command) throws Exception {
        replace(RULES);
        passes(1, "10.1.0.3", "10.2.0.2");
        assertTrue(hub.inside(firewall::isAsWritten), "counting is no change");
        hub.run("nft", command);
        assertFalse(hub.inside(firewall::isAsWritten));
        replace(RULES);
        assertTrue(hub.inside(firewall::isAsWritten));
        assertTrue(!passes(1, "10.1.0.3", "10.2.0.2") && !passes(1, "fd01::3", "fd02::2"), "stolen source");
    }

    @Test
    void aTableThatThisObjectHasNotWrittenIsNotTrusted() throws Exception {
        replace(RULES);
        Firewall other = Firewall.open("warren_test");
        assertFalse(hub.inside(other::isAsWritten));
    }

    @Test
    void removalLeavesOtherTablesAlone() throws Exception {
        hub.run("nft", "add", "table", "inet", "theirs");
        assertEquals(Optional.empty(), hub.inside(firewall::read));
        replace(RULES);
        for (int i = 0; i < 2; i++) {
            hub.inside(() -> {
                firewall.remove();
                return true;
            });
            assertEquals("table inet theirs\n", hub.run("nft", "list", "tables"));
        }
    }

    @Test
    void aRefusalHasTheLibrarysWords() {
        FirewallException refused = assertThrows(
                FirewallException.class,
                () -> Nftables.run("add rule inet nowhere x accept").orThrow("try"));
        assertTrue(refused.toString().contains("try: nftables refused: Error:"), refused.toString());
    }
}
