package dev.warren.bgp.rib;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.warren.bgp.policy.Provenance;
import dev.warren.bgp.wire.Announcement;
import dev.warren.bgp.wire.AsPath;
import dev.warren.bgp.wire.Origin;
import dev.warren.bgp.wire.PathAttributes;
import dev.warren.net.Asn;
import dev.warren.net.IpAddress;
import dev.warren.net.IpFamily;
import dev.warren.net.Prefix;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** There are only so many ids of sources, and neither tags nor neighbours that come and go use them up. */
class SourceTableTest {
    private final RibFixture fixture = new RibFixture();
    private final RibPeer peer = fixture.peer("peer", 65001, "10.0.0.2");

    private static Prefix prefix(IpFamily family, int index) {
        return Prefix.host(
                family == IpFamily.V4
                        ? IpAddress.ofV4(0x0a000000 + index)
                        : new IpAddress(IpFamily.V6, 0x2001_0db8_0000_0000L, index));
    }

    private void announce(IpFamily family, int index) {
        IpAddress hop = IpAddress.parse(family == IpFamily.V4 ? "192.0.2.7" : "2001:db8::7");
        PathAttributes attributes = PathAttributes.builder(Origin.IGP, AsPath.sequence(Asn.of(65001)))
                .nextHop(hop)
                .build();
        fixture.rib.receive(peer, Announcement.of(prefix(family, index), attributes));
    }

    @Test
    void thereIsRoomForAllTagsAndAsManySessions() {
        SourceTable sources = new SourceTable();
        for (int tag = 0; tag <= Provenance.MAX_TAG; tag++) {
            sources.local(tag);
        }
        for (int count = 0; count < 65_536; count++) {
            sources.add(peer, 1);
        }
        assertThrows(IllegalStateException.class, () -> sources.add(peer, 1));
        sources.release(sources.get(70_000));
        assertEquals(70_000, sources.add(peer, 1).id());
    }

    /** The RIB never comes to clear away what is over by itself; refreshes that outrun it are ignored, and the next one counts again. */
    @ParameterizedTest
    @EnumSource(IpFamily.class)
    void whoSendsEverythingAnewAllTheTimeUsesNothingUp(IpFamily family) {
        int rounds = SourceTable.MAX + 10;
        for (int round = 0; round < rounds; round++) {
            fixture.rib.beginRefresh(peer, family);
            announce(family, round);
            fixture.rib.endRefresh(peer, family);
        }
        fixture.settle();
        assertTrue(fixture.rib.beginRefresh(peer, family));
        announce(family, 0);
        fixture.rib.endRefresh(peer, family);
        assertEquals(1, peer.accepted(family));
        assertEquals(1, fixture.rib.paths(prefix(family, 0)).size());
    }

    /** Each session is two sources, one a family, and leaves a path that is over behind in one or the other. */
    @Test
    @Tag("slow")
    void whoFlapsAllTheTimeUsesNothingUp() {
        int rounds = SourceTable.MAX / 2 + 10;
        for (int round = 0; round < rounds; round++) {
            fixture.up(peer);
            announce(round % 2 == 0 ? IpFamily.V4 : IpFamily.V6, round);
        }
        assertEquals(1, peer.accepted(IpFamily.V4) + peer.accepted(IpFamily.V6));
        fixture.rib.peerDown(peer);
        assertEquals(Optional.empty(), fixture.rib.best(prefix(IpFamily.V4, rounds - 1)));
        assertEquals(Optional.empty(), fixture.rib.best(prefix(IpFamily.V6, rounds - 1)));
    }

    @Test
    void everyTagIsPossibleInBothFamilies() {
        for (IpFamily family : IpFamily.values()) {
            for (int tag = 0; tag <= Provenance.MAX_TAG; tag += 5) {
                fixture.rib.originate(prefix(family, 1), List.of(), tag);
            }
            assertEquals(1, fixture.rib.paths(prefix(family, 1)).size());
        }
    }
}
