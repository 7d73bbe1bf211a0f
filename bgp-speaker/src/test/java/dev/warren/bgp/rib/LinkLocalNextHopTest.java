package dev.warren.bgp.rib;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
        RibPeer sink = fixture.peer(name, asn, "10.0.0.9");
        fixture.rib.peerUp(
                sink,
                RouterId.parse("10.0.0.9"),
                Set.of(IpFamily.values()),
                Optional.empty(),
                new PeerCodec(true, false, false, Map.of(), linkLocal));
        return sink;
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
