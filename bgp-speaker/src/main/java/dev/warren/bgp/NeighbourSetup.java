package dev.warren.bgp;

import dev.warren.bgp.fsm.FsmConfig;
import dev.warren.bgp.fsm.Negotiated;
import dev.warren.bgp.fsm.Offer;
import dev.warren.bgp.fsm.PeerAs;
import dev.warren.bgp.policy.LocalAs;
import dev.warren.bgp.rib.PeerCodec;
import dev.warren.bgp.rib.PeerLimits;
import dev.warren.bgp.rib.PeerSettings;
import dev.warren.bgp.session.SessionConfig;
import dev.warren.net.IpAddress;
import dev.warren.net.IpFamily;
import java.time.Duration;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** From a neighbour's configuration to what the RIB, the session and its state machine need to know. Pure. */
final class NeighbourSetup {
    private NeighbourSetup() {}

    static PeerSettings peer(SpeakerConfig speaker, NeighbourConfig neighbour, PeerAs asn) {
        return new PeerSettings(
                neighbour.name(),
                neighbour.address(),
                neighbour.asn(),
                asn.isExternal(speaker.asn()),
                neighbour.policy(),
                limits(neighbour.limits()),
                neighbour.transport().interfaceName());
    }

    private static PeerLimits limits(PrefixLimits limits) {
        return new PeerLimits(
                limits.accepted(),
                limits.acceptedOf(),
                limits.advertisedOf(),
                limits.warning(),
                limits.attributeOctets());
    }

    static SessionConfig session(SpeakerConfig speaker, NeighbourConfig neighbour, PeerAs asn) {
        TransportConfig transport = neighbour.transport();
        return new SessionConfig(
                neighbour.name(),
                neighbour.address(),
                transport.localAddress(),
                transport.interfaceName(),
                transport.port(),
                transport.security(),
                neighbour.policy().nextHops().v6(),
                fsm(speaker, neighbour, asn));
    }

    private static FsmConfig fsm(SpeakerConfig speaker, NeighbourConfig neighbour, PeerAs asn) {
        TimerConfig timers = neighbour.timers();
        return new FsmConfig(
                neighbour.policy().asPath().localAs().map(LocalAs::asn).orElse(speaker.asn()),
                speaker.routerId(),
                asn,
                offer(neighbour, speaker.restarting().isPresent()),
                (int) timers.hold().toSeconds(),
                timers.connectRetry().toMillis(),
                neighbour.transport().passive(),
                timers.sendHold().map(Duration::toMillis).orElse(0L));
    }

    private static Offer offer(NeighbourConfig neighbour, boolean restarting) {
        CapabilityConfig capabilities = neighbour.capabilities();
        Set<IpFamily> pathsIn = EnumSet.noneOf(IpFamily.class);
        Set<IpFamily> pathsOut = EnumSet.noneOf(IpFamily.class);
        capabilities.addPath().forEach((family, its) -> {
            if (its.receives()) {
                pathsIn.add(family);
            }
            if (its.sent() > 0) {
                pathsOut.add(family);
            }
        });
        return new Offer(
                capabilities.families(),
                capabilities.extendedMessages(),
                capabilities.enhancedRefresh(),
                capabilities
                        .restart()
                        .map(restart -> restart.restarter()
                                ? new Offer.Restart(
                                        restarting,
                                        (int) restart.time().toSeconds(),
                                        capabilities.families(),
                                        restart.forwarding())
                                : Offer.Restart.HELPER),
                neighbour.policy().role(),
                capabilities.strictRole(),
                capabilities.extendedNextHop(),
                pathsIn,
                pathsOut);
    }

    /** What comes of our settings with what both OPENs say. */
    static PeerCodec codec(NeighbourConfig neighbour, Negotiated negotiated, Optional<IpAddress> linkLocal) {
        Map<IpFamily, Integer> paths = new EnumMap<>(IpFamily.class);
        negotiated
                .pathsOut()
                .forEach(family -> paths.put(
                        family, neighbour.capabilities().addPath(family).sent()));
        return new PeerCodec(
                negotiated.fourOctetAs(), negotiated.sendsExtended(), negotiated.extendedNextHop(), paths, linkLocal);
    }
}
