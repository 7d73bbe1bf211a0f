package dev.warren.bgp.rib;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.warren.bgp.wire.Community;
import dev.warren.net.IpAddress;
import dev.warren.net.IpFamily;
import dev.warren.net.Prefix;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** The dump of the table to a neighbour, and its End-of-RIB (RFC 4724 section 2, RFC 2918 section 4), of either family. */
@ParameterizedClass
@EnumSource(IpFamily.class)
class DumpTest {
    private static final int LIMIT = 4;

    private final RibFixture fixture = new RibFixture();
    private final Downstream down = new Downstream(true);

    private final IpFamily family;

    DumpTest(IpFamily family) {
        this.family = family;
    }

    private Prefix prefix(int index) {
        return Prefix.host(
                family == IpFamily.V4
                        ? IpAddress.ofV4(0x0a000000 + index)
                        : IpAddress.ofV6(0x2001_0db8_0000_0000L, index));
    }

    private void originate(int from, int to) {
        for (int index = from; index < to; index++) {
            fixture.rib.originate(prefix(index), List.of());
        }
        fixture.settle();
    }

    private void pull(RibPeer peer) {
        down.take(fixture.rib.pull(peer, LIMIT));
    }

    private int markers() {
        return (int) down.endOfRib.stream().filter(family::equals).count();
    }

    private void drain(RibPeer peer) {
        while (peer.hasOutput()) {
            pull(peer);
        }
    }

    @Test
    void endOfRibComesOnceAndNotAfterARefresh() {
        originate(0, 10);
        RibPeer peer = fixture.peer("peer", 65001, "10.0.0.2");
        drain(peer);
        assertEquals(10, down.announced);
        assertEquals(1, markers());
        fixture.rib.refresh(peer, family, false);
        drain(peer);
        assertEquals(20, down.announced);
        assertEquals(1, markers());
    }

    @Test
    void aRefreshDuringTheFirstDumpStillGetsEndOfRibAtItsEnd() {
        originate(0, 10);
        RibPeer peer = fixture.peer("peer", 65001, "10.0.0.2");
        while (down.announced == 0) {
            pull(peer);
        }
        fixture.rib.refresh(peer, family, false);
        drain(peer);
        assertEquals(1, markers());
        assertEquals(List.of(), fixture.rib.pull(peer, LIMIT));
    }

    @Test
    void endOfRibComesThoughTheTableNeverRests() {
        originate(0, 10);
        RibPeer peer = fixture.peer("peer", 65001, "10.0.0.2");
        for (int round = 0; round < 100 && markers() == 0; round++) {
            for (int index = 0; index <= LIMIT; index++) {
                fixture.rib.originate(prefix(index), List.of(new Community(round)));
            }
            fixture.settle();
            pull(peer);
        }
        assertEquals(1, markers());
        assertTrue(peer.hasOutput(), "the changes go on");
    }
}
