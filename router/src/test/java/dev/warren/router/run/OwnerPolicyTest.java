package dev.warren.router.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.warren.bgp.policy.Policy;
import dev.warren.bgp.policy.Provenance;
import dev.warren.bgp.policy.Route;
import dev.warren.net.IpAddress;
import dev.warren.net.Prefix;
import dev.warren.net.PrefixRange;
import dev.warren.topology.plan.Authority;
import dev.warren.topology.plan.RouteOwner;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a reflector may say: whatever it claims, a prefix stays with those that it is granted to. */
class OwnerPolicyTest {
    private final Policy policy = OwnerPolicy.of(List.of(
            owner("fra", "10.80.0.1", "fd80:80::1", "10.80.0.1/32", "10.80.16.0/24", "172.20.0.0/16{24,24}"),
            owner("nyc", "10.80.0.2", "fd80:80::2", "10.80.32.0/24", "fd80:80:32::/64", "172.20.0.0/16{24,24}"),
            owner("site", "10.80.2.9", "fd80:80:2::9", "10.80.33.0/24+")));

    @ParameterizedTest
    @CsvSource({
        "10.80.16.0/24, 10.80.0.1, true",
        "10.80.16.0/24, 10.80.0.2, false", // fra's, given to nyc
        "10.80.16.0/24, fd80:80::1, true", // IPv4 over an IPv6 next hop (RFC 8950)
        "10.80.16.0/25, 10.80.0.1, false",
        "fd80:80:32::/64, fd80:80::2, true",
        "fd80:80:32::/64, fd80:80::1, false",
        "172.20.3.0/24, 10.80.0.1, true", // of both
        "172.20.3.0/24, 10.80.0.2, true",
        "10.80.33.0/28, 10.80.2.9, true",
        "10.80.33.0/28, 10.80.0.2, false",
        "10.80.16.0/24, 10.80.0.9, false", // nobody's next hop
        "0.0.0.0/0, 10.80.0.1, false",
        "::/0, fd80:80::2, false",
    })
    void aPrefixGoesToNobodyWhoIsNotGrantedIt(String prefix, String nextHop, boolean taken) {
        assertEquals(taken, takes(policy, prefix, nextHop));
    }

    @Test
    void withoutOwnersTheFilterByPrefixesDecidesAlone() {
        assertTrue(OwnerPolicy.of(List.of()).isPass());
    }

    private static boolean takes(Policy policy, String prefix, String nextHop) {
        Prefix parsed = Prefix.parse(prefix);
        Provenance from = Provenance.learned(parsed.family(), "reflector");
        Route route = Route.of(from, new byte[0], Optional.of(IpAddress.parse(nextHop)), 0);
        return policy.trace(parsed, route).result().isPresent();
    }

    private static RouteOwner owner(String name, String v4, String v6, String... ranges) {
        return new RouteOwner(
                name,
                List.of(IpAddress.parse(v4), IpAddress.parse(v6)),
                Authority.of(Stream.of(ranges).map(PrefixRange::parse).toList()));
    }
}
