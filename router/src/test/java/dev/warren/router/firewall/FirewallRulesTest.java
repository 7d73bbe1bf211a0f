package dev.warren.router.firewall;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.warren.net.IpAddress;
import dev.warren.net.IpFamily;
import dev.warren.net.Prefix;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FirewallRulesTest {
    @Test
    void theTransactionReplacesTheWholeTable() {
        FirewallRules rules = new FirewallRules(
                "warren0",
                Set.of("eth2"),
                List.of(IpAddress.parse("10.80.0.1"), IpAddress.parse("fd80:80::1")),
                List.of(Prefix.parse("10.80.1.1/32"), Prefix.parse("10.80.0.0/16"), Prefix.parse("fd80:80:1::1/128")));
        assertEquals("""
                table inet warren
                delete table inet warren
                table inet warren {
                 counter forward-source { packets 7 bytes 700; }
                 counter forward-out { packets 0 bytes 0; }
                 counter forward-in { packets 0 bytes 0; }
                 counter input-source { packets 0 bytes 0; }
                 counter output-redirect { packets 0 bytes 0; }
                 set own4 { type ipv4_addr; flags interval; auto-merge; elements = { 10.80.0.1/32 }; }
                 set own6 { type ipv6_addr; flags interval; auto-merge; elements = { fd80:80::1/128 }; }
                 set sources4 { type ipv4_addr; flags interval; auto-merge; elements = { 10.80.0.0/16 }; }
                 set sources6 { type ipv6_addr; flags interval; auto-merge; elements = { fd80:80:1::1/128 }; }
                 chain forward {
                  type filter hook forward priority filter; policy accept;
                  iifname "warren0" ip saddr @own4 counter name "forward-source" drop
                  iifname "warren0" ip6 saddr @own6 counter name "forward-source" drop
                  iifname "warren0" ip saddr != @sources4 counter name "forward-source" drop
                  iifname "warren0" ip6 saddr != @sources6 counter name "forward-source" drop
                  iifname "warren0" oifname != { "warren0", "eth2" } counter name "forward-out" drop
                  oifname "warren0" iifname != { "warren0", "eth2" } counter name "forward-in" drop
                 }
                 chain input {
                  type filter hook input priority filter; policy accept;
                  iifname "warren0" ip saddr @own4 counter name "input-source" drop
                  iifname "warren0" ip6 saddr @own6 counter name "input-source" drop
                  iifname "warren0" ip saddr != @sources4 counter name "input-source" drop
                  iifname "warren0" ip6 saddr != @sources6 counter name "input-source" drop
                 }
                 chain output {
                  type filter hook output priority filter; policy accept;
                  oifname "warren0" icmp type redirect counter name "output-redirect" drop
                  oifname "warren0" icmpv6 type nd-redirect counter name "output-redirect" drop
                 }
                }
                """, rules.render("warren", Map.of(DropReason.FORWARD_SOURCE, new DropCount(7, 700))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a\"b", "warren*", "a b", "a\n", "sixteen-letters0"})
    void namesThatNftWouldReadAsSomethingElseAreRefused(String name) {
        assertThrows(IllegalArgumentException.class, () -> new FirewallRules(name, Set.of(), List.of(), List.of()));
        assertThrows(IllegalArgumentException.class, () -> new FirewallRules("w", Set.of(name), List.of(), List.of()));
    }

    @Test
    void theSourceSetCoversExactlyTheSameAddresses() {
        long seed = System.nanoTime();
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        for (int round = 0; round < 3_000; round++) {
            List<Prefix> prefixes = new ArrayList<>();
            for (int i = random.nextInt(20); i > 0; i--) {
                prefixes.add(Prefix.around(IpAddress.ofV4(random.nextInt(256)), 24 + random.nextInt(9)));
                prefixes.add(Prefix.around(IpAddress.ofV6(0, random.nextInt(256)), 120 + random.nextInt(9)));
            }
            for (IpFamily family : IpFamily.values()) {
                List<Prefix> set = SourceSet.of(family, prefixes);
                for (int bits = 0; bits < 300; bits++) {
                    IpAddress address = family == IpFamily.V4 ? IpAddress.ofV4(bits) : IpAddress.ofV6(0, bits);
                    assertEquals(
                            prefixes.stream().anyMatch(prefix -> prefix.contains(address)) ? 1 : 0,
                            set.stream()
                                    .filter(prefix -> prefix.contains(address))
                                    .count());
                }
            }
        }
        assertEquals(
                List.of(Prefix.DEFAULT_V6),
                SourceSet.of(IpFamily.V6, List.of(Prefix.parse("8000::/1"), Prefix.parse("::/1"))));
    }

    @Test
    void countersAreReadFromTheLibrarysJson() throws FirewallException {
        Map<DropReason, DropCount> counts = CounterReply.decode("""
                {"nftables": [{"metainfo": {"version": "1.0.6"}},
                 {"counter": {"family": "inet", "name": "forward-in", "table": "warren", "handle": 1, "packets": 5, "bytes": 420}},
                 {"counter": {"family": "inet", "name": "forward-in", "table": "other", "handle": 1, "packets": 9, "bytes": 9}},
                 {"counter": {"family": "inet", "name": "theirs", "table": "warren", "handle": 2, "packets": 1, "bytes": 1}}]}
                """, "warren");
        assertEquals(new DropCount(5, 420), counts.get(DropReason.FORWARD_IN));
        assertEquals(DropCount.ZERO, counts.get(DropReason.FORWARD_OUT));
        assertThrows(FirewallException.class, () -> CounterReply.decode("{", "warren"));
    }

    @Test
    void listingsAreEqualWhateverWasCountedAndNumbered() throws FirewallException {
        String listing = """
                {"nftables": [{"metainfo": {"version": "1.0.6"}},
                 {"counter": {"family": "inet", "name": "output-redirect", "table": "warren", "handle": 1, "packets": 5, "bytes": 420}},
                 {"rule": {"family": "inet", "table": "warren", "chain": "input", "handle": 7, "expr": [{"drop": null}]}}]}
                """;
        TableListing first = TableListing.decode(listing);
        assertEquals(first, TableListing.decode(listing.replace(": 5", ": 6").replace(": 7", ": 9")));
        assertNotEquals(first, TableListing.decode(listing.replace("drop", "accept")));
        assertNotEquals(first, TableListing.decode(listing.replace("input", "output")));
    }
}
