package dev.warren.router.tunnel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.warren.net.Endpoint;
import dev.warren.net.PublicKey;
import dev.warren.router.Plans;
import dev.warren.topology.plan.NodePlan;
import dev.warren.topology.plan.PeerPlan;
import dev.warren.topology.plan.TunnelPlan;
import dev.warren.wg.control.DeviceState;
import dev.warren.wg.control.PeerChange;
import dev.warren.wg.control.PeerState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeviceRepairTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final Endpoint ELSEWHERE = Endpoint.parse("203.0.113.9:4242");
    private static final Optional<Instant> NEVER = Optional.empty();

    private static Optional<Instant> ago(Duration time) {
        return Optional.of(NOW.minus(time));
    }

    private static PeerState state(PeerPlan peer, Optional<Endpoint> endpoint, Optional<Instant> handshake) {
        return new PeerState(peer.publicKey(), endpoint, handshake, 0, 0, peer.ownKeepalive(), false, List.of());
    }

    /** All as planned, but for where nyc is. */
    private static DeviceState device(NodePlan node, Optional<Endpoint> nyc, Optional<Instant> handshake) {
        List<PeerState> peers = new ArrayList<>();
        for (PeerPlan peer : node.tunnel().peers()) {
            boolean moved = peer.publicKey().equals(Plans.NYC);
            peers.add(state(peer, moved ? nyc : peer.endpoint(), moved ? handshake : NEVER));
        }
        return device(node, peers);
    }

    private static DeviceState device(NodePlan node, List<PeerState> peers) {
        return new DeviceState(
                Optional.of(node.tunnel().publicKey()),
                node.tunnel().listenPort(),
                node.overlay().fwmark(),
                peers);
    }

    /** Hub fra, whose topology says that nyc is there. */
    private static NodePlan fra(String nyc) {
        NodePlan node = Plans.fra();
        TunnelPlan tunnel = node.tunnel();
        List<PeerPlan> peers = tunnel.peers().stream()
                .map(peer -> peer.publicKey().equals(Plans.NYC) ? at(peer, Endpoint.parse(nyc)) : peer)
                .toList();
        TunnelPlan moved = new TunnelPlan(
                tunnel.interfaceName(),
                tunnel.addresses(),
                tunnel.mtu(),
                tunnel.listenPort(),
                tunnel.plane(),
                tunnel.privateKeyFile(),
                tunnel.publicKey(),
                peers);
        return new NodePlan(node.node(), node.overlay(), moved, node.bgp(), node.firewall());
    }

    private static PeerPlan at(PeerPlan peer, Endpoint endpoint) {
        return new PeerPlan(
                peer.name(),
                peer.role(),
                peer.publicKey(),
                peer.presharedKeyFile(),
                Optional.of(endpoint),
                peer.keepalive(),
                peer.addresses(),
                peer.nextHops(),
                peer.originated(),
                peer.authority());
    }

    private static Optional<Endpoint> movedTo(DeviceRepair repair) {
        return repair.change().peers().stream()
                .filter(peer -> peer.key().equals(Plans.NYC))
                .findFirst()
                .flatMap(PeerChange::endpoint);
    }

    @ParameterizedTest
    @ValueSource(strings = {"198.51.100.7:51820", "[2001:db8:7::1]:51820"})
    void aPeerWithoutSessionIsLookedForWhereTheTopologySays(String planned) {
        NodePlan node = fra(planned);
        for (Optional<Instant> handshake : List.of(NEVER, ago(PeerState.SESSION_LIFETIME))) {
            DeviceRepair repair = DeviceRepair.of(node, device(node, Optional.of(ELSEWHERE), handshake), false, NOW);
            assertEquals(Optional.of(Endpoint.parse(planned)), movedTo(repair));
            assertEquals(1, repair.repairs());
            assertEquals(1, repair.change().peers().size());
        }
        DeviceState there = device(node, Optional.of(Endpoint.parse(planned)), NEVER);
        assertTrue(DeviceRepair.of(node, there, false, NOW).isNothing());
    }

    @ParameterizedTest
    @ValueSource(strings = {"198.51.100.7:51820", "[2001:db8:7::1]:51820"})
    void aPeerThatRoamsStaysWhereItIs(String planned) {
        NodePlan node = fra(planned);
        for (Duration age : List.of(Duration.ofSeconds(179), Duration.ZERO, Duration.ofHours(-1))) {
            DeviceState roaming = device(node, Optional.of(ELSEWHERE), ago(age));
            assertTrue(DeviceRepair.of(node, roaming, false, NOW).isNothing());
            DeviceRepair restarted = DeviceRepair.of(node, roaming, true, NOW);
            assertEquals(0, restarted.repairs());
            assertEquals(3, restarted.change().peers().size());
            assertEquals(Optional.empty(), movedTo(restarted));
        }
    }

    @Test
    void whereTheTopologySaysNothingWhatWasLearnedStays() {
        NodePlan node = Plans.fra();
        List<PeerState> peers = node.tunnel().peers().stream()
                .map(peer -> state(peer, peer.endpoint().or(() -> Optional.of(ELSEWHERE)), NEVER))
                .toList();
        assertTrue(DeviceRepair.of(node, device(node, peers), false, NOW).isNothing());
    }

    @Test
    void aPeerThatIsMissingIsAddedWithItsEndpoint() {
        NodePlan node = Plans.fra();
        DeviceRepair repair = DeviceRepair.of(node, device(node, List.of()), false, NOW);
        assertEquals(3, repair.repairs());
        assertEquals(Optional.of(Endpoint.parse("198.51.100.1:51820")), movedTo(repair));
    }

    @Test
    void theHubsKeepalivesAreHalfAsOftenAsTheSites() {
        NodePlan node = Plans.fra();
        List<PeerState> alike = node.tunnel().peers().stream()
                .map(peer -> new PeerState(
                        peer.publicKey(), peer.endpoint(), NEVER, 0, 0, peer.keepalive(), false, List.of()))
                .toList();
        DeviceRepair repair = DeviceRepair.of(node, device(node, alike), false, NOW);
        assertEquals(1, repair.repairs());
        PeerChange berlin = repair.change().peers().getFirst();
        assertEquals(Plans.BERLIN, berlin.key());
        assertEquals(OptionalInt.of(10), berlin.persistentKeepalive());
    }

    @Test
    void aStrangerIsRemoved() {
        NodePlan node = Plans.fra();
        PublicKey stranger = PublicKey.of(new byte[PublicKey.BYTES]);
        List<PeerState> peers = new ArrayList<>(
                device(node, node.tunnel().peers().getFirst().endpoint(), NEVER).peers());
        peers.add(new PeerState(stranger, Optional.empty(), NEVER, 0, 0, 0, false, List.of()));
        DeviceRepair repair = DeviceRepair.of(node, device(node, peers), false, NOW);
        assertEquals(List.of(stranger), repair.strangers());
        assertEquals(List.of(PeerChange.removal(stranger)), repair.change().peers());
        assertEquals(1, repair.repairs());
    }

    @Test
    void theDeviceItselfIsOneRepair() {
        NodePlan node = Plans.fra();
        DeviceState as = device(node, node.tunnel().peers().getFirst().endpoint(), NEVER);
        DeviceRepair port = DeviceRepair.of(node, new DeviceState(as.publicKey(), 1, 2, as.peers()), false, NOW);
        assertEquals(1, port.repairs());
        assertEquals(OptionalInt.of(51_820), port.change().listenPort());
        assertEquals(OptionalInt.of(node.overlay().fwmark()), port.change().fwmark());
        assertTrue(port.change().privateKey().isEmpty());
        DeviceState other = new DeviceState(Optional.of(Plans.BERLIN), as.listenPort(), as.fwmark(), as.peers());
        DeviceRepair key = DeviceRepair.of(node, other, false, NOW);
        assertEquals(1, key.repairs());
        assertTrue(key.change().privateKey().isPresent());
        assertFalse(key.isNothing());
    }
}
