package dev.warren.router.forwarding;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.warren.bgp.Path;
import dev.warren.net.IpAddress;
import dev.warren.net.Prefix;
import dev.warren.router.Plans;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ForwardingTableTest {
    private final ForwardingTable table = new ForwardingTable(new ForwardingRules(Plans.fra()));

    private Optional<Target> learn(Path path) {
        table.update(path.prefix(), Optional.of(path));
        return table.entry(path.prefix()).map(ForwardingEntry::target);
    }

    @Test
    void tunnelAddressesOfPeersAreThereFromTheStart() {
        assertEquals(
                List.of(
                        "10.80.0.2/32 nyc",
                        "10.80.1.1/32 berlin",
                        "10.80.1.2/32 paris",
                        "fd80:80::2/128 nyc",
                        "fd80:80:1::1/128 berlin",
                        "fd80:80:1::2/128 paris"),
                table.entries().stream()
                        .map(entry -> entry.prefix() + " " + entry.target())
                        .toList());
    }

    @ParameterizedTest
    @CsvSource({
        "172.21.3.0/24, 10.80.0.2, nyc",
        "2001:db8:b03::/48, fd80:80::2, nyc",
        "10.80.17.0/24, 10.80.1.2, paris",
        "fd80:80:17::/64, fd80:80:1::2, paris",
    })
    void aPathGoesToThePeerThatItsNextHopNames(String prefix, String nextHop, String neighbour) {
        assertEquals(
                neighbour,
                learn(Plans.path(prefix, nextHop, neighbour)).orElseThrow().toString());
    }

    @ParameterizedTest
    @CsvSource({"10.80.32.0/24, 10.80.2.9", "10.80.32.0/28, fd80:80:2::9"})
    void aNextHopBehindAHubLeadsToThatHub(String prefix, String nextHop) {
        assertEquals(
                "nyc", learn(Plans.path(prefix, nextHop, "nyc")).orElseThrow().toString());
        assertTrue(table.entry(Prefix.parse("10.80.2.9/32")).isEmpty(), "it is no tunnel address of nyc");
    }

    @ParameterizedTest
    @CsvSource({"172.20.1.0/24, 192.0.2.2", "2001:db8:a01::/48, 2001:db8:192::2"})
    void anUpstreamsPathGoesToItsNextHopOnItsLink(String prefix, String nextHop) {
        assertEquals(
                Optional.of(new Target.Gateway("eth2", IpAddress.parse(nextHop))),
                learn(Plans.path(prefix, nextHop, "isp")));
    }

    @ParameterizedTest
    @CsvSource({"10.80.16.0/24, 0.0.0.0, berlin", "fd80:80:16::/64, ::, berlin", "10.80.0.1/32, 0.0.0.0, local"})
    void anOriginatedPrefixGoesToItsSiteOrStaysHere(String prefix, String nextHop, String target) {
        assertEquals(
                target, learn(Plans.path(prefix, nextHop, "")).orElseThrow().toString());
    }

    @ParameterizedTest
    @CsvSource({
        "10.80.16.0/24, 10.80.1.2, paris", // berlin's
        "fd80:80:16::/64, fd80:80:1::2, paris",
        "0.0.0.0/0, 10.80.0.2, nyc",
        "::/0, fd80:80::2, nyc",
        "172.20.0.0/15, 10.80.0.2, nyc",
        "10.80.16.0/24, 10.80.0.2, reflector", // whoever says so
        "10.80.32.0/24, 10.80.1.1, reflector",
        "fd80:80:16::/64, fd80:80:2::9, reflector",
    })
    void aPrefixBeyondThePeersAuthorityIsRefused(String prefix, String nextHop, String neighbour) {
        assertTrue(learn(Plans.path(prefix, nextHop, neighbour)).isEmpty());
        assertEquals(
                List.of(Refusal.Cause.BEYOND_AUTHORITY),
                table.refusals().stream().map(Refusal::cause).toList());
    }

    @Test
    void aNextHopThatIsNobodysIsRefused() {
        assertTrue(learn(Plans.path("172.21.3.0/24", "10.80.9.9", "nyc")).isEmpty());
        assertEquals(
                Refusal.Cause.NEXT_HOP_UNKNOWN,
                table.refusals().iterator().next().cause());
    }

    @Test
    void aRefusalEndsWithItsPath() {
        learn(Plans.path("172.21.3.0/24", "10.80.9.9", "nyc"));
        table.update(Prefix.parse("172.21.3.0/24"), Optional.empty());
        assertTrue(table.refusals().isEmpty());
    }

    @Test
    void aPathForAPeersTunnelAddressDoesNotMoveIt() {
        assertEquals(
                "berlin",
                learn(Plans.path("10.80.1.1/32", "10.80.0.2", "nyc"))
                        .orElseThrow()
                        .toString());
        table.update(Prefix.parse("10.80.1.1/32"), Optional.empty());
        assertTrue(table.entry(Prefix.parse("10.80.1.1/32")).isPresent());
    }
}
