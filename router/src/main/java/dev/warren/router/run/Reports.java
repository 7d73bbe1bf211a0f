package dev.warren.router.run;

import dev.warren.bgp.Path;
import dev.warren.bgp.RouteView;
import dev.warren.bgp.Speaker;
import dev.warren.bgp.SpeakerEvent.RouteRefused;
import dev.warren.net.PublicKey;
import dev.warren.router.api.Resource;
import dev.warren.router.api.Resource.Body;
import dev.warren.router.forwarding.ForwardingEntry;
import dev.warren.router.forwarding.Reason;
import dev.warren.router.forwarding.Target;
import dev.warren.router.metrics.RouterMetrics;
import dev.warren.router.report.BgpReport;
import dev.warren.router.report.ForwardingReport;
import dev.warren.router.report.RoutesReport;
import dev.warren.router.report.WireGuardReport;
import dev.warren.router.sync.Synchroniser;
import dev.warren.router.tunnel.TunnelInterface;
import dev.warren.topology.plan.NodePlan;
import dev.warren.topology.plan.PeerPlan;
import dev.warren.wg.control.DeviceState;
import dev.warren.wg.control.PeerState;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;

/** Makes the API's answers from the running parts. */
final class Reports {
    private final NodePlan plan;
    private final Speaker speaker;
    private final TunnelInterface tunnel;
    private final Synchroniser synchroniser;
    private final TunnelWatch watch;
    private final RouterMetrics metrics;

    Reports(
            NodePlan plan,
            Speaker speaker,
            TunnelInterface tunnel,
            Synchroniser synchroniser,
            TunnelWatch watch,
            RouterMetrics metrics) {
        this.plan = plan;
        this.speaker = speaker;
        this.tunnel = tunnel;
        this.synchroniser = synchroniser;
        this.watch = watch;
        this.metrics = metrics;
    }

    /** Everything that the API serves, by path; what belongs to the synchroniser is asked on its thread. */
    Map<String, Resource> resources(SyncThread thread) {
        return Map.of(
                "/v1/bgp", () -> speaker.refusals().thenApply(refused -> Body.of(bgp(refused))),
                "/v1/routes", () -> speaker.routes().thenApply(routes -> Body.of(routes(routes))),
                "/v1/wg", () -> thread.ask(this::wireGuard).thenApply(Body::of),
                "/v1/forwarding", () -> thread.ask(this::forwarding).thenApply(Body::of),
                "/metrics", () -> CompletableFuture.completedFuture(new Body(Resource.PROMETHEUS, metrics.scrape())));
    }

    private BgpReport bgp(List<RouteRefused> refused) {
        return new BgpReport(
                plan.node(),
                plan.bgp().asn().value(),
                plan.bgp().routerId().toString(),
                NeighbourReports.of(plan.bgp().neighbours(), speaker.neighbours(), speaker.bfd()),
                refused.stream()
                        .filter(refusal -> !RefusalLog.isOrdinary(refusal.reason()))
                        .map(RefusalLog::report)
                        .toList());
    }

    private RoutesReport routes(List<RouteView> routes) {
        return new RoutesReport(
                plan.node(),
                routes.stream()
                        .map(route -> new RoutesReport.Route(
                                route.prefix().toString(),
                                route.paths().stream()
                                        .map(path -> path(path, path.equals(route.best())))
                                        .toList()))
                        .toList());
    }

    private static RoutesReport.PathReport path(Path path, boolean best) {
        return new RoutesReport.PathReport(
                best,
                path.neighbour().orElse(""),
                path.nextHop().toString(),
                path.asPath().toString(),
                path.origin().toString(),
                boxed(path.localPreference()),
                boxed(path.med()),
                path.communities().stream().map(Object::toString).toList(),
                path.originatorId().map(Object::toString),
                path.clusterList().stream().map(Object::toString).toList());
    }

    private WireGuardReport wireGuard() {
        try {
            DeviceState device = tunnel.read();
            Map<PublicKey, PeerPlan> planned =
                    plan.tunnel().peers().stream().collect(Collectors.toMap(PeerPlan::publicKey, peer -> peer));
            Instant now = Instant.now();
            return new WireGuardReport(
                    plan.node(),
                    plan.tunnel().interfaceName(),
                    tunnel.planeTitle(),
                    plan.tunnel().publicKey().toString(),
                    device.listenPort(),
                    device.fwmark(),
                    device.peers().stream()
                            .map(peer -> peer(peer, Optional.ofNullable(planned.get(peer.key())), now))
                            .toList());
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private WireGuardReport.Peer peer(PeerState peer, Optional<PeerPlan> planned, Instant now) {
        return new WireGuardReport.Peer(
                planned.map(PeerPlan::name).orElse(""),
                planned.map(known -> SessionReports.lower(known.role())).orElse(""),
                peer.key().toString(),
                planned.map(known -> watch.alive().contains(known.name())).orElse(false),
                peer.endpoint().map(Object::toString),
                peer.lastHandshake().map(at -> Duration.between(at, now).toSeconds()),
                peer.rxBytes(),
                peer.txBytes(),
                peer.persistentKeepalive(),
                peer.allowedIps().stream().sorted().map(Object::toString).toList());
    }

    private ForwardingReport forwarding() {
        return new ForwardingReport(
                plan.node(),
                plan.overlay().table(),
                plan.tunnel().interfaceName(),
                synchroniser.drift(),
                synchroniser.table().entries().stream().map(this::entry).toList(),
                synchroniser.table().refusals().stream()
                        .map(refusal -> new ForwardingReport.Refused(
                                refusal.path().prefix().toString(),
                                refusal.path().neighbour().orElse(""),
                                refusal.path().nextHop().toString(),
                                refusal.cause().toString()))
                        .toList());
    }

    private ForwardingReport.Entry entry(ForwardingEntry entry) {
        Optional<Path> path =
                entry.reason() instanceof Reason.BestPath(Path best) ? Optional.of(best) : Optional.empty();
        return new ForwardingReport.Entry(
                entry.prefix().toString(),
                path.isPresent() ? "bgp" : "tunnel-address",
                path.map(best -> best.isLocal() ? "local" : best.asPath().toString())
                        .orElse(""),
                path.map(best -> best.nextHop().toString()),
                entry.target() instanceof Target.Peer(String name, PublicKey _) ? Optional.of(name) : Optional.empty(),
                entry.target() instanceof Target.Gateway gateway
                        ? Optional.of(gateway.address().toString())
                        : Optional.empty(),
                switch (entry.target()) {
                    case Target.Peer _ -> Optional.of(plan.tunnel().interfaceName());
                    case Target.Gateway gateway -> Optional.of(gateway.interfaceName());
                    case Target.Local() -> Optional.empty();
                },
                synchroniser.isInstalled(entry));
    }

    private static Optional<Long> boxed(OptionalLong value) {
        return value.stream().boxed().findFirst();
    }
}
