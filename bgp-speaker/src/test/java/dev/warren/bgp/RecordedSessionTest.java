package dev.warren.bgp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.warren.bgp.fsm.FsmAction;
import dev.warren.bgp.fsm.FsmConfig;
import dev.warren.bgp.fsm.FsmEvent;
import dev.warren.bgp.fsm.Negotiated;
import dev.warren.bgp.fsm.Offer;
import dev.warren.bgp.fsm.PeerFsm;
import dev.warren.bgp.fsm.SessionState;
import dev.warren.bgp.fsm.Side;
import dev.warren.bgp.policy.NeighbourPolicy;
import dev.warren.bgp.policy.RouteFilter;
import dev.warren.bgp.rib.PeerCodec;
import dev.warren.bgp.rib.PeerLimits;
import dev.warren.bgp.rib.PeerSettings;
import dev.warren.bgp.rib.Rib;
import dev.warren.bgp.rib.RibPeer;
import dev.warren.bgp.rib.RibSettings;
import dev.warren.bgp.wire.CodecContext;
import dev.warren.bgp.wire.Decoded;
import dev.warren.bgp.wire.Message;
import dev.warren.bgp.wire.MessageDecoder;
import dev.warren.bgp.wire.MessageHeader;
import dev.warren.bgp.wire.Notification;
import dev.warren.bgp.wire.RouteRefresh;
import dev.warren.bgp.wire.UpdateBlock;
import dev.warren.bgp.wire.UpdateScanner;
import dev.warren.net.Asn;
import dev.warren.net.IpAddress;
import dev.warren.net.IpFamily;
import dev.warren.net.Prefix;
import dev.warren.net.RouterId;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What other routers sent to us, played back through state machine, codec and RIB, the short way and the long one. Set the system
 * property {@code recorded.regenerate} to write the expected tables anew.
 */
class RecordedSessionTest {
    private static final Path EXPECTED = Path.of("src/test/resources/recorded");

    private final Rib rib = new Rib(new RibSettings(Asn.of(64512), RouterId.parse("10.0.0.1"), Set.of()));
    private final RibPeer peer = rib.addPeer(new PeerSettings(
            "peer",
            IpAddress.parse("192.0.2.2"),
            Asn.of(64600),
            true,
            NeighbourPolicy.builder().imports(RouteFilter.acceptAll()).build(),
            PeerLimits.of(Integer.MAX_VALUE)));
    private final PeerFsm fsm = new PeerFsm(
            new FsmConfig(
                    Asn.of(64512),
                    RouterId.parse("10.0.0.1"),
                    Asn.of(64600),
                    Offer.of(EnumSet.allOf(IpFamily.class)),
                    90,
                    5_000,
                    true,
                    0),
            new SplittableRandom(1));
    private final Reception reception = new Reception(rib, peer, new UpdateScanner(), (notification, detail) -> {
        throw new AssertionError(notification + ": " + detail);
    });
    private CodecContext codec = CodecContext.INITIAL;

    private static byte[] recording(String name) throws IOException {
        try (InputStream in =
                Objects.requireNonNull(RecordedSessionTest.class.getResourceAsStream("/recorded/" + name), name)) {
            return in.readAllBytes();
        }
    }

    private void feed(FsmEvent event) {
        for (FsmAction action : fsm.handle(event, 1_000)) {
            switch (action) {
                case FsmAction.Up(Side _, Negotiated negotiated) -> up(negotiated);
                case FsmAction.Deliver(Message message) -> deliver(message);
                case FsmAction.Send(Side _, Message message) ->
                    assertTrue(!(message instanceof Notification), message::toString);
                case FsmAction.Down(String reason, boolean _) -> throw new AssertionError(reason);
                case FsmAction.Close _, FsmAction.Connect _, FsmAction.Succeed _, FsmAction.StateChanged _ -> {}
            }
        }
    }

    private void up(Negotiated negotiated) {
        assertEquals(EnumSet.allOf(IpFamily.class), negotiated.families());
        assertTrue(negotiated.fourOctetAs() && negotiated.routeRefresh(), negotiated::toString);
        codec = negotiated.codec();
        rib.peerUp(
                peer,
                negotiated.peerId(),
                negotiated.families(),
                Optional.of(IpAddress.parse("192.0.2.1")),
                new PeerCodec(negotiated.fourOctetAs(), negotiated.sendsExtended(), false));
        reception.begin(codec);
    }

    private void deliver(Message message) {
        if (message instanceof RouteRefresh refresh) {
            IpFamily family = refresh.family().unicast().orElseThrow();
            switch (refresh.subtype()) {
                case RouteRefresh.BEGIN -> rib.beginRefresh(peer, family);
                case RouteRefresh.END -> rib.endRefresh(peer, family);
                default -> throw new AssertionError(refresh);
            }
        } else {
            BooleanSupplier taking = reception.taking(((UpdateBlock) message).octets());
            while (taking.getAsBoolean()) {
                // goes on
            }
        }
    }

    private void play(byte[] recorded) {
        feed(new FsmEvent.Start());
        feed(new FsmEvent.Connected(Side.INCOMING));
        int end;
        for (int at = 0; at < recorded.length; at = end) {
            ByteBuffer message =
                    ByteBuffer.wrap(recorded, at, recorded.length - at).slice();
            end = at + MessageHeader.messageLength(message);
            assertEquals(Optional.empty(), MessageHeader.complaint(message, codec));
            if (MessageHeader.messageType(message) == MessageHeader.UPDATE) {
                feed(new FsmEvent.Received(Side.INCOMING, new UpdateBlock(Arrays.copyOfRange(recorded, at, end))));
            } else {
                Decoded decoded = MessageDecoder.decode(message.slice(0, end - at), codec);
                Message good = assertInstanceOf(Decoded.Good.class, decoded).message();
                feed(new FsmEvent.Received(Side.INCOMING, good));
            }
        }
        while (rib.work(1_000)) {
            // What is over is cleared away.
        }
    }

    private String table() {
        Map<Prefix, String> lines = new TreeMap<>();
        rib.walk().step(10_000, (prefix, paths) -> {
            dev.warren.bgp.Path path = Views.path(prefix, paths.getFirst());
            lines.put(
                    prefix,
                    "%s via %s path [%s] %s med %s communities %s %s %s"
                            .formatted(
                                    prefix,
                                    path.nextHop(),
                                    path.asPath(),
                                    path.origin(),
                                    path.med().isPresent() ? path.med().getAsLong() : "-",
                                    path.communities(),
                                    path.extendedCommunities(),
                                    path.largeCommunities()));
        });
        return lines.values().stream().collect(Collectors.joining("\n", "", "\n"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"frr8", "frr10", "bird2", "bird3", "gobgp3"})
    void aSessionEndsWithTheTableThatItsRouterHad(String router) throws IOException {
        play(recording(router + ".bgp"));
        assertEquals(SessionState.ESTABLISHED, fsm.state());
        assertEquals(new NeighbourStatus.MalformedCounts(0, 0), reception.malformed());
        for (IpFamily family : IpFamily.values()) {
            assertTrue(peer.endOfRib(family), family + " has no End-of-RIB");
            assertEquals(0, peer.stale(family));
            assertEquals(0, peer.refused(family));
        }
        if (Boolean.getBoolean("recorded.regenerate")) {
            Files.writeString(EXPECTED.resolve(router + ".txt"), table());
        }
        assertEquals(Files.readString(EXPECTED.resolve(router + ".txt")), table());
        assertTrue(table().contains("\n172.21.0.0/16 ") && table().contains("\n2001:db8:b00::/40 "), this::table);
        assertTrue(!table().contains("172.22.0.0/24") && !table().contains("2001:db8:d00::/48"), this::table);
    }
}
