package dev.warren.router.edge;

import dev.warren.linux.netlink.Link;
import dev.warren.linux.netlink.Route;
import dev.warren.linux.netlink.RouteNetlink;
import dev.warren.net.Prefix;
import dev.warren.net.PublicKey;
import dev.warren.router.fib.FibTable;
import dev.warren.router.fib.FibTarget;
import dev.warren.router.fib.KernelRoutes;
import dev.warren.router.fib.KernelRules;
import dev.warren.router.fib.OverlayRules;
import dev.warren.router.fib.RuleReport;
import dev.warren.router.firewall.Firewall;
import dev.warren.router.firewall.FirewallRules;
import dev.warren.router.forwarding.Target;
import dev.warren.router.sync.ForwardingEdge;
import dev.warren.router.sync.Installed;
import dev.warren.router.tunnel.TunnelInterface;
import dev.warren.topology.plan.FirewallPlan.SourceSet;
import dev.warren.topology.plan.NodePlan;
import dev.warren.wg.control.PeerState;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * WireGuard by its configuration socket, routes and rules by netlink, the firewall by libnftables. What fails closed comes
 * first: the routes of last resort, the firewall and the rules are in place before the tunnel comes up (rule 6).
 */
public final class LinuxForwardingEdge implements ForwardingEdge {
    /** The name of the nftables table, in the family inet. */
    public static final String FIREWALL_TABLE = "warren";

    private static final Logger LOG = LoggerFactory.getLogger(LinuxForwardingEdge.class);

    private final NodePlan plan;
    private final TunnelInterface tunnel;
    private final RouteNetlink netlink;
    private final KernelRoutes routes;
    private final KernelRules rules;
    private final Firewall firewall;
    private final OverlayRules overlayRules;
    private final FirewallRules firewallRules;
    private final List<String> upstreams;
    private final List<String> overlayInterfaces;
    private final ForeignEntries foreign = new ForeignEntries();
    private final Set<Prefix> blocked = new HashSet<>();

    /** Rules and firewall name the tunnel interface, so nothing is written at first if that is another's. */
    private boolean writes;

    private int tunnelIndex;
    private Map<String, Integer> upstreamIndexes = Map.of();

    /** The edge of a node; nothing is touched before the first {@link #prepare}. */
    public LinuxForwardingEdge(NodePlan plan, TunnelInterface tunnel, RouteNetlink netlink, Firewall firewall) {
        this.plan = plan;
        this.tunnel = tunnel;
        this.netlink = netlink;
        this.firewall = firewall;
        FibTable table = new FibTable(plan.overlay().table(), plan.overlay().routeProtocol());
        routes = new KernelRoutes(netlink, table);
        rules = new KernelRules(netlink, table);
        upstreams = plan.bgp().neighbours().stream()
                .flatMap(neighbour -> neighbour.interfaceName().stream())
                .distinct()
                .toList();
        overlayInterfaces = Stream.concat(Stream.of(plan.tunnel().interfaceName()), upstreams.stream())
                .toList();
        overlayRules = new OverlayRules(
                table,
                plan.overlay().rulePriority(),
                plan.overlay().fwmark(),
                plan.tunnel().interfaceName(),
                upstreams,
                plan.tunnel().addresses(),
                plan.overlay().prefixes());
        firewallRules = new FirewallRules(
                plan.tunnel().interfaceName(),
                Set.copyOf(upstreams),
                plan.tunnel().addresses(),
                plan.firewall().sources().stream()
                        .map(SourceSet::prefixes)
                        .flatMap(List::stream)
                        .toList());
    }

    @Override
    public int prepare() throws IOException {
        if (!writes) {
            tunnel.refuseIfForeign();
            writes = true;
        }
        int repairs = routes.repair();
        repairs += ensureFirewall();
        repairs += ensureRules();
        repairs += tunnel.ensure();
        repairs += ForwardingSysctls.ensure(overlayInterfaces);
        findLinks();
        return repairs;
    }

    private int ensureFirewall() throws IOException {
        if (firewall.isAsWritten()) {
            return 0;
        }
        firewall.replace(firewallRules);
        return 1;
    }

    private int ensureRules() throws IOException {
        RuleReport report = rules.reconcile(overlayRules);
        foreign.see("foreign-rules", report.foreign());
        return report.drift().total();
    }

    private void findLinks() throws IOException {
        tunnelIndex = tunnel.index();
        Map<String, Integer> found = new HashMap<>();
        for (String name : upstreams) {
            Optional<Link> link = netlink.link(name);
            link.ifPresentOrElse(
                    present -> found.put(name, present.index()),
                    () -> LOG.warn("event=link-missing interface={} remedy=\"routes over it wait for it\"", name));
        }
        upstreamIndexes = found;
    }

    @Override
    public Optional<FibTarget> route(Target target) {
        return switch (target) {
            case Target.Peer _ -> Optional.of(new FibTarget.TunnelInterface(tunnelIndex));
            case Target.Gateway gateway ->
                Optional.ofNullable(upstreamIndexes.get(gateway.interfaceName()))
                        .map(index -> new FibTarget.Gateway(index, gateway.address()));
            case Target.Local() -> Optional.empty();
        };
    }

    @Override
    public Installed read() throws IOException {
        Installed installed = Installed.empty();
        for (PeerState peer : tunnel.read().peers()) {
            peer.allowedIps().forEach(prefix -> installed.allowedIps().put(prefix, peer.key()));
        }
        KernelRoutes.Contents contents = routes.read();
        installed.routes().putAll(contents.ours());
        foreign.see("foreign-routes", contents.foreign());
        blocked.retainAll(contents.foreign().stream().map(Route::destination).collect(Collectors.toSet()));
        return installed;
    }

    @Override
    public void addAllowedIps(Map<Prefix, PublicKey> gains) throws IOException {
        tunnel.addAllowedIps(gains);
    }

    @Override
    public void removeAllowedIps(Map<Prefix, PublicKey> losses) throws IOException {
        tunnel.removeAllowedIps(losses);
    }

    @Override
    public Set<Prefix> putRoutes(Map<Prefix, FibTarget> gains) throws IOException {
        Set<Prefix> withoutRoute = routes.put(gains);
        blocked.removeAll(gains.keySet());
        blocked.addAll(withoutRoute);
        foreign.see("routes-blocked", blocked);
        return withoutRoute;
    }

    @Override
    public void removeRoutes(Set<Prefix> losses) throws IOException {
        routes.remove(losses);
        blocked.removeAll(losses);
    }

    /**
     * Removes everything that the router has written: routes, rules, firewall and tunnel interface.
     *
     * @throws IOException if the kernel refuses; if only the interface stays, as it is another's, the rest was removed
     */
    public void clear() throws IOException {
        try {
            tunnel.delete();
        } finally {
            rules.clear();
            routes.clear();
            firewall.remove();
        }
        LOG.info("event=cleared node={}", plan.node());
    }
}
