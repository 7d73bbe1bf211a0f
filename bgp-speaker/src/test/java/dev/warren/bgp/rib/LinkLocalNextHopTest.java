package dev.warren.bgp.rib;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.warren.bgp.policy.DefaultRoute;
import dev.warren.bgp.policy.NeighbourPolicy;
import dev.warren.bgp.policy.NextHops;
import dev.warren.bgp.wire.AddressFamily;
import dev.warren.bgp.wire.CodecContext;
import dev.warren.bgp.wire.Decoded;
import dev.warren.bgp.wire.MessageDecoder;
import dev.warren.bgp.wire.MessageHeader;
import dev.warren.bgp.wire.Update;
import dev.warren.net.IpAddress;
import dev.warren.net.IpFamily;
import dev.warren.net.Prefix;
import dev.warren.net.RouterId;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** RFC 2545 section 3: with our own global next hop goes our link-local address, and with nobody else's. */
class LinkLocalNextHopTest {
    private static final Optional<IpAddress> OURS = Optional.of(IpAddress.parse("fe80::1"));

    private final RibFixture fixture = new RibFixture();

    private List<Update.MpReach> announced(RibPeer sink) {
        List<Update.MpReach> announced = new ArrayList<>();
        fixture.settle();
        while (sink.hasOutput()) {
            for (ByteBuffer run : fixture.rib.pull(sink, 1_000)) {
                ByteBuffer left = run.duplicate();
                while (left.hasRemaining()) {
                    int length = MessageHeader.messageLength(left);
                    Decoded decoded =
                            MessageDecoder.decode(left.slice(left.position(), length), new CodecContext(true, true));
                    Update update = (Update)
                            assertInstanceOf(Decoded.Good.class, decoded).message();
                    update.mpReach().ifPresent(announced::add);
                    left.position(left.position() + length);
                }
            }
        }
        return announced;
    }

    private RibPeer sink(String name, long asn, Optional<IpAddress> linkLocal) {
        return sink(name, asn, linkLocal, RibFixture.policy().build());
    }

    private RibPeer sink(String name, long asn, Optional<IpAddress> linkLocal, NeighbourPolicy policy) {
        RibPeer sink = fixture.peer(name, asn, "10.0.0.9", policy);
        fixture.rib.peerUp(
                sink,
                RouterId.parse("10.0.0.9"),
                Set.of(IpFamily.values()),
                Optional.empty(),
                new PeerCodec(true, false, true, Map.of(), linkLocal));
        return sink;
    }

    /** IPv4 with an IPv6 next hop as well (RFC 8950). */
    @ParameterizedTest
    @EnumSource(IpFamily.class)
    void aDefaultRouteThatWeMakeHasTwoAddressesAsWell(IpFamily family) {
        IpAddress global = fixture.nextHop(IpFamily.V6);
        NeighbourPolicy policy = RibFixture.policy()
                .nextHops(NextHops.of(global))
                .defaultRoute(new DefaultRoute(List.of()))
                .build();
        Prefix all = new Prefix(IpAddress.any(family), 0);
        AddressFamily unicast = AddressFamily.unicast(family);
        assertEquals(
                List.of(new Update.MpReach(unicast, Optional.of(global), OURS, List.of(all))),
                defaultRoutes(sink("direct", 64600, OURS, policy), unicast));
        assertEquals(
                List.of(new Update.MpReach(unicast, Optional.of(global), Optional.empty(), List.of(all))),
                defaultRoutes(sink("distant", 64601, Optional.empty(), policy), unicast));
    }

    private List<Update.MpReach> defaultRoutes(RibPeer sink, AddressFamily unicast) {
        return announced(sink).stream()
                .filter(reach -> reach.family().equals(unicast))
                .toList();
    }

    @Test
    void ourNextHopHasTwoAddressesWhereTheLinkIsKnown() {
        IntStream.range(0, 2_000)
                .forEach(index -> fixture.rib.originate(
                        new Prefix(IpAddress.ofV6(0x20010db8_00000000L + ((long) index << 8), 0), 56), List.of()));
        List<Update.MpReach> direct = announced(sink("direct", 64600, OURS));
        List<Update.MpReach> distant = announced(sink("distant", 64601, Optional.empty()));
        assertEquals(
                2_000,
                direct.stream().mapToInt(reach -> reach.announced().size()).sum());
        assertEquals(
                2_000,
                distant.stream().mapToInt(reach -> reach.announced().size()).sum());
        Optional<IpAddress> global = Optional.ofNullable(RibFixture.NEXT_HOPS.get(IpFamily.V6));
        assertTrue(direct.stream()
                .allMatch(reach ->
                        reach.linkLocal().equals(OURS) && reach.nextHop().equals(global)));
        assertTrue(distant.stream()
                .allMatch(
                        reach -> reach.linkLocal().isEmpty() && reach.nextHop().equals(global)));
    }
}
