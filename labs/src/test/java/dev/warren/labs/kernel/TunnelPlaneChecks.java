package dev.warren.labs.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.warren.linux.netlink.Link;
import dev.warren.linux.netlink.RouteNetlink;
import dev.warren.net.Endpoint;
import dev.warren.net.Prefix;
import dev.warren.net.PublicKey;
import dev.warren.router.tunnel.TunnelInterface;
import dev.warren.topology.PlaneChoice;
import dev.warren.topology.TopologyFile;
import dev.warren.topology.plan.NodePlan;
import dev.warren.topology.plan.NodePlans;
import dev.warren.wg.control.DeviceChange;
import dev.warren.wg.control.DeviceState;
import dev.warren.wg.control.KeyFile;
import dev.warren.wg.control.PeerChange;
import dev.warren.wg.control.PeerState;
import dev.warren.wg.kernel.KernelControl;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.nio.channels.DatagramChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** What a hub makes of its tunnel interface where the kernel has WireGuard; {@link KernelDriverChecks} runs them in a virtual machine. */
final class TunnelPlaneChecks {
    private static final int PORT = 51_820;
    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(60);
    private static final List<String> OTHER_WIREGUARD = List.of("/usr/bin/wireguard-go", "--foreground");

    private final RouteNetlink links;
    private final String name;
    private final Path folder;
    private final KeyFile ours;
    private final KeyFile theirs;
    private final PublicKey theirKey;
    private final NodePlan plan;

    /**
     * @param name of the interface, which isn't there when a check begins
     * @param folder for keys
     */
    TunnelPlaneChecks(RouteNetlink links, String name, Path folder) throws Exception {
        this.links = links;
        this.name = name;
        this.folder = folder;
        ours = keyFile("ours.key");
        theirs = keyFile("theirs.key");
        theirKey = publicKey(theirs);
        Path topology = folder.resolve("topology.yaml");
        Files.writeString(
                topology,
                String.join(
                        "\n",
                        "overlay: {name: vm, asn: 64512, prefixes: [10.80.0.0/16, \"fd80:80::/32\"], interface: " + name
                                + "}",
                        "hubs:",
                        hub("fra", 1, publicKey(ours), ours),
                        hub("nyc", 2, theirKey, theirs),
                        ""));
        plan = NodePlans.compile(TopologyFile.read(topology), "fra");
    }

    private static String hub(String node, int number, PublicKey publicKey, KeyFile key) {
        return "  " + node + ": {router-id: 10.80.0." + number + ", addresses: [10.80.0." + number + ", \"fd80:80::"
                + number
                + "\"], endpoints: [\"198.51.100." + number + ":" + PORT + "\"], public-key: \"" + publicKey
                + "\", private-key: {file: " + key.path() + "}}";
    }

    private KeyFile keyFile(String file) throws Exception {
        KernelDriverChecks.output("sh", "-c", "umask 077; wg genkey > " + folder.resolve(file));
        return new KeyFile(folder.resolve(file));
    }

    private static PublicKey publicKey(KeyFile key) throws Exception {
        return PublicKey.parse(KernelDriverChecks.output("sh", "-c", "wg pubkey < " + key.path()));
    }

    private TunnelInterface tunnel(PlaneChoice choice) {
        return new TunnelInterface(plan, choice, OTHER_WIREGUARD, folder, links);
    }

    private Link link() throws IOException {
        return links.link(name).orElseThrow();
    }

    private DeviceState device() throws IOException {
        try (KernelControl control = KernelControl.open(name)) {
            return control.read();
        }
    }

    String theKernelsIsPreferredAndARestartKeepsIt() throws Exception {
        Map<Prefix, PublicKey> prefixes =
                Map.of(Prefix.parse("10.80.9.0/24"), theirKey, Prefix.parse("fd80:80:9::/48"), theirKey);
        try (TunnelInterface first = tunnel(PlaneChoice.AUTO)) {
            assertTrue(first.ensure() > 0);
            assertEquals("kernel", first.planeTitle());
            first.addAllowedIps(prefixes);
        }
        Link link = link();
        assertEquals("wireguard", link.kind());
        assertEquals("warren:fra", link.alias());
        DeviceState before = device();
        for (PlaneChoice choice : List.of(PlaneChoice.AUTO, PlaneChoice.KERNEL)) {
            try (TunnelInterface restarted = tunnel(choice)) {
                assertEquals(0, restarted.ensure());
                assertEquals("kernel", restarted.planeTitle());
            }
            assertEquals(link, link());
            assertEquals(
                    before.peers().getFirst().allowedIps(),
                    device().peers().getFirst().allowedIps());
            assertEquals(
                    before.peers().getFirst().endpoint(),
                    device().peers().getFirst().endpoint());
        }
        assertEquals(2, before.peers().getFirst().allowedIps().size());
        try (TunnelInterface ending = tunnel(PlaneChoice.AUTO)) {
            ending.delete();
        }
        assertEquals(Optional.empty(), links.link(name));
        return "";
    }

    /** At once: the process that ends has the port until it is gone. */
    String eachPlaneTakesTheOthersPlace() throws Exception {
        for (int round = 0; round < 3; round++) {
            try (TunnelInterface process = tunnel(PlaneChoice.USERSPACE)) {
                process.ensure();
                assertEquals("tun", link().kind());
                assertEquals(0, process.ensure());
            }
            try (TunnelInterface kernel = tunnel(PlaneChoice.KERNEL)) {
                kernel.ensure();
                assertEquals("wireguard", link().kind());
                assertTrue(link().up());
                assertEquals(0, kernel.ensure());
                assertEquals(PORT, device().listenPort());
            }
        }
        return "(three times)";
    }

    String aDeviceOfSomebodyElseIsLeftAlone() throws Exception {
        links.addLink(name, KernelControl.LINK_KIND);
        try (TunnelInterface blank = tunnel(PlaneChoice.AUTO)) {
            assertThrows(IOException.class, blank::delete);
            blank.ensure();
            assertEquals("warren:fra", link().alias());
            links.setAlias(link().index(), "");
            assertEquals(0, blank.ensure());
            links.setAlias(link().index(), "");
            blank.delete();
        }
        links.addLink(name, KernelControl.LINK_KIND);
        try (KernelControl control = KernelControl.open(name)) {
            control.apply(new DeviceChange(
                    Optional.of(theirs),
                    OptionalInt.of(7),
                    OptionalInt.of(8),
                    false,
                    List.of(PeerChange.of(publicKey(ours))
                            .add(List.of(Prefix.DEFAULT_V4, Prefix.DEFAULT_V6))
                            .build())));
        }
        Link link = link();
        DeviceState before = device();
        for (PlaneChoice choice : PlaneChoice.values()) {
            try (TunnelInterface tunnel = tunnel(choice)) {
                IOException refused = assertThrows(IOException.class, tunnel::ensure);
                String said = String.valueOf(refused.getMessage());
                assertTrue(
                        said.startsWith("interface " + name + " is not this node's: it is a WireGuard interface of the"
                                + " kernel's with the key " + theirKey + " and 1 peers; nothing was changed."),
                        said);
                assertEquals(
                        said, assertThrows(IOException.class, tunnel::delete).getMessage());
            }
            assertEquals(link, link());
            assertEquals(before, device());
        }
        return "";
    }

    String aPortThatIsTakenIsSaid() throws Exception {
        for (StandardProtocolFamily family : List.of(StandardProtocolFamily.INET, StandardProtocolFamily.INET6)) {
            try (TunnelInterface tunnel = tunnel(PlaneChoice.KERNEL)) {
                try (DatagramChannel holder = DatagramChannel.open(family)) {
                    holder.bind(new InetSocketAddress(family == StandardProtocolFamily.INET ? "0.0.0.0" : "::", PORT));
                    IOException refused = assertThrows(IOException.class, tunnel::ensure);
                    String said = String.valueOf(refused.getMessage());
                    assertTrue(
                            said.startsWith("UDP port " + PORT + ", on which " + name + " is to listen, is taken: "),
                            said);
                }
                tunnel.ensure();
                assertTrue(link().up());
                tunnel.delete();
            }
        }
        return "";
    }

    /** Two interfaces, and a handshake between them. */
    String aPollSeesHandshakeBytesAndEndpoint() throws Exception {
        String far = name + "b";
        for (String address : List.of("127.0.0.1", "[::1]")) {
            links.addLink(name, KernelControl.LINK_KIND);
            links.addLink(far, KernelControl.LINK_KIND);
            try (KernelControl here = KernelControl.open(name);
                    KernelControl there = KernelControl.open(far)) {
                there.apply(new DeviceChange(
                        Optional.of(theirs),
                        OptionalInt.of(PORT + 1),
                        OptionalInt.empty(),
                        false,
                        List.of(PeerChange.of(publicKey(ours)).build())));
                links.setUp(links.link(far).orElseThrow().index(), true);
                links.setUp(link().index(), true);
                here.apply(new DeviceChange(
                        Optional.of(ours),
                        OptionalInt.of(PORT),
                        OptionalInt.empty(),
                        false,
                        List.of(PeerChange.of(theirKey)
                                .endpoint(Endpoint.parse(address + ":" + (PORT + 1)))
                                .persistentKeepalive(1)
                                .build())));
                PeerState began = pollUntilThereIsASession(here);
                PeerState answered = pollUntilThereIsASession(there);
                assertEquals(Optional.of(Endpoint.parse(address + ":" + PORT)), answered.endpoint());
                assertNotEquals(Optional.empty(), began.endpoint());
            } finally {
                links.deleteLink(link().index());
                links.deleteLink(links.link(far).orElseThrow().index());
            }
        }
        return "";
    }

    private static PeerState pollUntilThereIsASession(KernelControl control) throws IOException {
        long deadline = System.nanoTime() + PATIENCE;
        while (true) {
            PeerState peer = control.peers().getFirst();
            if (peer.lastHandshake().isPresent() && peer.rxBytes() > 0 && peer.txBytes() > 0) {
                return peer;
            }
            assertTrue(System.nanoTime() - deadline < 0, peer::toString);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
        }
    }
}
