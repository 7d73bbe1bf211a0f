package dev.warren.bgp.rib;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.warren.bgp.wire.AsPath;
import dev.warren.bgp.wire.Origin;
import dev.warren.bgp.wire.PathAttributes;
import dev.warren.bgp.wire.Update;
import dev.warren.net.Asn;
import dev.warren.net.IpAddress;
import dev.warren.net.IpFamily;
import dev.warren.net.Prefix;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** How many paths a neighbour may have (RFC 4486): of a family or of both, in a session and over a graceful restart. */
class PrefixLimitTest {
    private static final int LIMIT = 4;

    private final RibFixture fixture = new RibFixture();

    private RibPeer feeder(PeerLimits limits) {
        RibPeer peer = fixture.rib.addPeer(new PeerSettings(
                "feeder",
                IpAddress.parse("10.0.0.2"),
                Asn.of(64600),
                true,
                RibFixture.policy().build(),
                limits));
        fixture.peers.add(peer);
        fixture.up(peer);
        return peer;
    }

    private static PeerLimits limits(int ofBoth, Map<IpFamily, Integer> each) {
        return new PeerLimits(ofBoth, each, Map.of(), 75);
    }

    private static Map<IpFamily, Integer> only(IpFamily family) {
        return new EnumMap<>(Map.of(family, LIMIT));
    }

    private void announce(RibPeer from, IpFamily family, int first, int last) {
        IpAddress hop = IpAddress.parse(family == IpFamily.V4 ? "192.0.2.9" : "2001:db8::9");
        PathAttributes set = PathAttributes.builder(Origin.IGP, AsPath.sequence(Asn.of(64600)))
                .nextHop(hop)
                .build();
        IntStream.rangeClosed(first, last)
                .mapToObj(number -> family == IpFamily.V4 ? "10." + number + ".0.0/16" : "2001:db8:" + number + "::/48")
                .forEach(prefix -> Announcements.receive(fixture.rib, from, Prefix.parse(prefix), set));
    }

    private static RibEvent near(RibPeer peer, Optional<IpFamily> family, int count, int limit) {
        return new RibEvent.PrefixLimitNear(peer, family, count, limit, false);
    }

    private static RibEvent exceeded(RibPeer peer, IpFamily family, int limit) {
        return new RibEvent.PrefixLimitExceeded(peer, family, limit, false);
    }

    @ParameterizedTest
    @EnumSource(IpFamily.class)
    void whatIsStaleDoesntCount(IpFamily family) {
        RibPeer feeder = feeder(limits(1_000, only(family)));
        announce(feeder, family, 1, LIMIT);
        assertEquals(List.of(near(feeder, Optional.of(family), 3, LIMIT)), fixture.settle());
        fixture.rib.peerDown(feeder, Set.of(family));
        fixture.up(feeder);
        // Three others and one of the stale ones are as many as it may have.
        announce(feeder, family, LIMIT, 2 * LIMIT - 1);
        assertEquals(List.of(near(feeder, Optional.of(family), 3, LIMIT)), fixture.settle());
        assertEquals(LIMIT - 1, feeder.stale(family));
        assertEquals(2 * LIMIT - 1, feeder.accepted(family));
        // One that is stale and comes once more is one too many all the same.
        announce(feeder, family, 1, 1);
        assertEquals(List.of(exceeded(feeder, family, LIMIT)), fixture.settle());
        fixture.rib.receive(feeder, Update.endOfRib(family));
        fixture.settle();
        assertEquals(LIMIT, feeder.accepted(family));
    }

    @ParameterizedTest
    @EnumSource(IpFamily.class)
    void bothFamiliesTogetherHaveAWarningOfTheirOwn(IpFamily last) {
        RibPeer feeder = feeder(limits(2 * LIMIT, only(last)));
        IpFamily first = last == IpFamily.V4 ? IpFamily.V6 : IpFamily.V4;
        announce(feeder, first, 1, LIMIT + 1);
        assertEquals(List.of(), fixture.settle());
        announce(feeder, last, 1, 1);
        assertEquals(List.of(near(feeder, Optional.empty(), 6, 2 * LIMIT)), fixture.settle());
        announce(feeder, last, 2, 3);
        assertEquals(List.of(near(feeder, Optional.of(last), 3, LIMIT)), fixture.settle());
        announce(feeder, last, 4, 4);
        assertEquals(List.of(exceeded(feeder, last, 2 * LIMIT)), fixture.settle());
        assertEquals(3, feeder.accepted(last));
    }
}
