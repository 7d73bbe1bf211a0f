package dev.warren.router.edge;

import dev.warren.linux.lab.LabNamespace;
import dev.warren.linux.netlink.RouteNetlink;
import dev.warren.net.Asn;
import dev.warren.net.Endpoint;
import dev.warren.net.IpAddress;
import dev.warren.net.PrefixRange;
import dev.warren.net.PublicKey;
import dev.warren.net.RouterId;
import dev.warren.router.Plans;
import dev.warren.router.firewall.Firewall;
import dev.warren.router.forwarding.ForwardingRules;
import dev.warren.router.forwarding.ForwardingTable;
import dev.warren.router.metrics.RouterMetrics;
import dev.warren.router.sync.Synchroniser;
import dev.warren.router.tunnel.TunnelInterface;
import dev.warren.topology.PlaneChoice;
import dev.warren.topology.plan.Authority;
import dev.warren.topology.plan.BgpPlan;
import dev.warren.topology.plan.FirewallPlan;
import dev.warren.topology.plan.NodePlan;
import dev.warren.topology.plan.OverlayPlan;
import dev.warren.topology.plan.PeerPlan;
import dev.warren.topology.plan.PeerRole;
import dev.warren.topology.plan.TunnelPlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.params.provider.Arguments;

/** A hub with two peers, nyc and ber, in a namespace: a real WireGuard process, the kernel's tables, nftables; no BGP. */
final class LabHub implements AutoCloseable {
    final LabNamespace namespace = LabNamespace.create();
    final String tunnelName =
            "wt" + Integer.toHexString(ThreadLocalRandom.current().nextInt());
    final PublicKey nyc;
    final PublicKey ber;
    final RouterMetrics metrics = new RouterMetrics();
    final LinuxForwardingEdge edge;
    final Synchroniser synchroniser;

    final KernelWatch watch;

    private final NodePlan plan;
    private final Path presharedKey;
    private final List<String> wireGuard;
    private final Path folder;
    private final RouteNetlink netlink;
    private final Firewall firewall;
    private final TunnelInterface tunnel;

    /**
     * Starts nothing yet: the first pass does.
     *
     * @param wireGuard what starts a userspace WireGuard
     * @param folder for keys and logs
     */
    LabHub(List<String> wireGuard, Path folder) throws Exception {
        this.wireGuard = wireGuard;
        this.folder = folder;
        Path key = key(folder, "fra");
        nyc = publicKey(key(folder, "nyc"));
        ber = publicKey(key(folder, "ber"));
        presharedKey = key(folder, "psk");
        plan = plan(key, Optional.of(presharedKey), Optional.empty());
        netlink = namespace.inside(RouteNetlink::open);
        firewall = Firewall.open(LinuxForwardingEdge.FIREWALL_TABLE);
        tunnel = freshTunnel();
        watch = namespace.inside(() -> new KernelWatch(plan, () -> {}));
        edge = new LinuxForwardingEdge(plan, tunnel, netlink, firewall);
        ForwardingRules rules = new ForwardingRules(plan);
        synchroniser = new Synchroniser(rules, new ForwardingTable(rules), edge, metrics);
        synchroniser.settle();
    }

    /** What a restarted router has of the tunnel: nothing but the plan. */
    TunnelInterface freshTunnel() {
        return new TunnelInterface(plan, PlaneChoice.USERSPACE, wireGuard, folder, netlink);
    }

    /** What a router has of the tunnel whose topology has no preshared keys any more. */
    TunnelInterface tunnelWithoutPresharedKeys() throws IOException {
        NodePlan without = plan(plan.tunnel().privateKeyFile(), Optional.empty(), Optional.empty());
        return new TunnelInterface(without, PlaneChoice.USERSPACE, wireGuard, folder, netlink);
    }

    /** The same, whose topology says where nyc is. */
    TunnelInterface tunnelWithNycAt(Endpoint endpoint) throws IOException {
        NodePlan moved = plan(plan.tunnel().privateKeyFile(), Optional.of(presharedKey), Optional.of(endpoint));
        return new TunnelInterface(moved, PlaneChoice.USERSPACE, wireGuard, folder, netlink);
    }

    /** The userspace WireGuards to test with: Debian's, and ours where it is built. */
    static Stream<Arguments> wireGuards() throws IOException {
        List<Arguments> found = new ArrayList<>();
        Path debian = Path.of("/usr/bin/wireguard-go");
        if (Files.isExecutable(debian)) {
            found.add(Arguments.of("wireguard-go", List.of(debian.toString(), "--foreground")));
        }
        List<String> own = ownWireGuard();
        if (!own.isEmpty()) {
            found.add(Arguments.of("warren wg", own));
        }
        Assumptions.assumeFalse(found.isEmpty(), "no userspace WireGuard: install wireguard-go or build the router");
        return found.stream();
    }

    /** Ours; empty where it isn't built. */
    static List<String> ownWireGuard() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("target"), 3)) {
            return files.filter(file -> file.endsWith(Path.of("bin", "warren")))
                    .findFirst()
                    .map(file -> List.of(file.toAbsolutePath().toString(), "wg"))
                    .orElse(List.of());
        }
    }

    private Path key(Path folder, String name) throws IOException {
        Path file = folder.resolve(name + ".key");
        Files.writeString(file, namespace.run("wg", "genkey"));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        return file;
    }

    private PublicKey publicKey(Path key) throws IOException {
        return PublicKey.parse(namespace.run("sh", "-c", "wg pubkey < " + key).strip());
    }

    private NodePlan plan(Path key, Optional<Path> presharedKey, Optional<Endpoint> nycAt) throws IOException {
        List<PeerPlan> peers = List.of(
                peer("nyc", nyc, "10.80.0.2", "fd80:80::2", presharedKey, nycAt),
                peer("ber", ber, "10.80.0.3", "fd80:80::3", presharedKey, Optional.empty()));
        return new NodePlan(
                "fra",
                new OverlayPlan("lab", Plans.prefixes("10.80.0.0/16", "fd80:80::/32"), 51_820, 5_182, 182, 51_820),
                new TunnelPlan(
                        tunnelName,
                        List.of(IpAddress.parse("10.80.0.1"), IpAddress.parse("fd80:80::1")),
                        1_420,
                        51_820,
                        PlaneChoice.USERSPACE,
                        key,
                        publicKey(key),
                        peers),
                new BgpPlan(Asn.of(64_512), RouterId.parse("10.80.0.1"), List.of()),
                new FirewallPlan(
                        List.of(new FirewallPlan.SourceSet(
                                tunnelName,
                                Plans.prefixes("10.80.0.0/16", "100.64.0.0/10", "fd00::/8", "2001:db8::/32"))),
                        List.of(tunnelName)));
    }

    private static PeerPlan peer(
            String name,
            PublicKey key,
            String v4,
            String v6,
            Optional<Path> presharedKey,
            Optional<Endpoint> endpoint) {
        return new PeerPlan(
                name,
                PeerRole.HUB,
                key,
                presharedKey,
                endpoint,
                7,
                List.of(IpAddress.parse(v4), IpAddress.parse(v6)),
                List.of(IpAddress.parse(v4), IpAddress.parse(v6)),
                List.of(),
                Authority.of(Stream.of(v4 + "/32", v6 + "/128", "100.64.0.0/10+", "2001:db8::/32+")
                        .map(PrefixRange::parse)
                        .toList()));
    }

    /** Starts a WireGuard process as an operator would, and waits until it serves the interface. */
    void startWireGuard() throws IOException {
        namespace.run(
                "sh",
                "-c",
                "setsid --fork " + String.join(" ", wireGuard) + " " + tunnelName + " </dev/null >/dev/null 2>&1");
        namespace.run("sh", "-c", "timeout 30 sh -c 'until wg show " + tunnelName + "; do sleep 0.02; done' 2>&1");
    }

    /** The WireGuard process of this hub: the one whose last argument is the interface's name. */
    Optional<ProcessHandle> process() {
        return ProcessHandle.allProcesses()
                .filter(process -> process.info()
                        .arguments()
                        .filter(words -> words.length > 0 && words[words.length - 1].equals(tunnelName))
                        .isPresent())
                .findFirst();
    }

    @Override
    public void close() throws IOException {
        Optional<ProcessHandle> process = process();
        try {
            namespace.inside(() -> {
                edge.clear();
                return true;
            });
        } catch (IOException refused) {
            throw refused;
        } catch (Exception unexpected) {
            throw new IOException(unexpected);
        }
        process.ifPresent(running -> running.onExit().join());
        watch.close();
        tunnel.close();
        firewall.close();
        netlink.close();
        namespace.close();
    }
}
