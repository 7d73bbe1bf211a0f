package dev.warren.bgp.rib;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.warren.bgp.rib.Announcements.Way;
import dev.warren.bgp.wire.AsPath;
import dev.warren.bgp.wire.Origin;
import dev.warren.bgp.wire.PathAttributes;
import dev.warren.net.Asn;
import dev.warren.net.IpAddress;
import dev.warren.net.IpFamily;
import dev.warren.net.Prefix;
import dev.warren.net.RouterId;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Next hops that mean something on one link only: taken from who is on a link that we know. */
class OnLinkNextHopTest {
    private static final IpAddress OURS = IpAddress.parse("169.254.10.2");

    private final RibFixture fixture = new RibFixture();

    /** A neighbour's address and interface, a family, the next hop that it names, and whether that is taken. */
    @ParameterizedTest(name = "{0} behind {1}, {2} by {3}: {4}")
    @CsvSource({
        // The end of a provider's tunnel, itself and another one there; us; and what is no link-local address.
        "169.254.10.1, -, V4, 169.254.10.1, true",
        "169.254.10.1, -, V4, 169.254.10.3, true",
        "169.254.10.1, -, V4, 169.254.10.2, false",
        "169.254.10.1, -, V4, 192.0.2.9, true",
        // Somebody far away, who has such a tunnel himself.
        "192.0.2.2, -, V4, 169.254.10.1, false",
        "2001:db8::2, -, V4, 169.254.10.1, false",
        // A link that is named.
        "192.0.2.2, eth0, V4, 169.254.10.1, true",
        "2001:db8::2, eth0, V4, 169.254.10.1, true",
        // IPv6 has the same addresses on every link.
        "169.254.10.1, -, V6, fe80::1, false",
        "2001:db8::2, -, V6, fe80::1, false",
        "2001:db8::2, eth0, V6, fe80::1, true",
        "fe80::1, eth0, V6, fe80::1, true"
    })
    void isTakenFromWhoIsThere(String address, String link, IpFamily family, String hop, boolean taken) {
        RibPeer feeder = fixture.rib.addPeer(new PeerSettings(
                "feeder",
                IpAddress.parse(address),
                Asn.of(65001),
                true,
                RibFixture.policy().build(),
                PeerLimits.of(10),
                Optional.of(link).filter(name -> !name.equals("-"))));
        fixture.rib.peerUp(
                feeder, RouterId.parse("10.0.0.2"), Set.of(IpFamily.values()), Optional.of(OURS), RibFixture.MODERN);
        Prefix prefix = Prefix.parse(family == IpFamily.V4 ? "10.1.0.0/16" : "2001:db8:a::/48");
        PathAttributes attributes = PathAttributes.builder(Origin.IGP, AsPath.sequence(Asn.of(65001)))
                .nextHop(IpAddress.parse(hop))
                .build();
        for (Way way : Way.values()) {
            Announcements.receive(way, fixture.rib, feeder, prefix, attributes);
            assertEquals(taken, fixture.rib.best(prefix).isPresent(), way::toString);
            assertEquals(taken ? 0 : 1, feeder.refused(family), way::toString);
        }
    }
}
