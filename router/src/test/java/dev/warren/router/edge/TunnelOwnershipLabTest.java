package dev.warren.router.edge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.warren.router.tunnel.TunnelInterface;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.nio.channels.DatagramChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** An interface of the tunnel's name that is there before the router, with a userspace plane; the kernel's is KernelDriverChecks'. */
@Tag("lab")
class TunnelOwnershipLabTest {
    @TempDir
    private Path folder;

    /** All that Warren writes, as it is now. */
    private static String everything(LabHub hub) throws IOException {
        return hub.namespace.run(
                "sh",
                "-c",
                "wg show " + hub.tunnelName
                        + " dump; ip -d link; ip addr; ip rule; ip -6 rule; ip route show table all;"
                        + " ip -6 route show table all; nft list ruleset");
    }

    private static String alias(LabHub hub) throws IOException {
        return hub.namespace
                .run("cat", "/sys/class/net/" + hub.tunnelName + "/ifalias")
                .strip();
    }

    private static void assertRefused(LabHub hub, String whose) throws Exception {
        String before = everything(hub);
        hub.namespace.inside(() -> {
            IOException refused = assertThrows(IOException.class, hub.edge::prepare);
            String said = String.valueOf(refused.getMessage());
            assertTrue(said.startsWith("interface " + hub.tunnelName + " is not this node's: it is " + whose), said);
            assertEquals(said, assertThrows(IOException.class, hub.edge::clear).getMessage());
            return true;
        });
        assertEquals(before, everything(hub));
    }

    private static void end(LabHub hub) throws Exception {
        ProcessHandle process = hub.process().orElseThrow();
        process.destroyForcibly();
        process.onExit().get(20, TimeUnit.SECONDS);
        hub.namespace.run(
                "sh", "-c", "timeout 20 sh -c 'while ip link show " + hub.tunnelName + "; do sleep 0.02; done' 2>&1");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("dev.warren.router.edge.LabHub#wireGuards")
    void aDeviceOfSomebodyElseIsRefusedAndStaysAsItIs(String name, List<String> wireGuard) throws Exception {
        try (LabHub hub = new LabHub(wireGuard, folder)) {
            hub.startWireGuard();
            try {
                hub.namespace.run(
                        "wg",
                        "set",
                        hub.tunnelName,
                        "private-key",
                        folder.resolve("nyc.key").toString(),
                        "peer",
                        hub.ber.toString(),
                        "allowed-ips",
                        "10.1.0.0/16,fd01::/16");
                hub.namespace.run("ip", "link", "set", hub.tunnelName, "up");
                assertRefused(hub, "a WireGuard interface of a process with the key " + hub.nyc + " and 1 peers; ");
                hub.namespace.run("ip", "link", "set", hub.tunnelName, "alias", "warren:nyc");
                assertRefused(
                        hub,
                        "a WireGuard interface of a process with the key " + hub.nyc
                                + " and 1 peers, marked \"warren:nyc\"; ");
            } finally {
                end(hub);
            }
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("dev.warren.router.edge.LabHub#wireGuards")
    void aDeviceThatAnOperatorHasStartedForItIsAdopted(String name, List<String> wireGuard) throws Exception {
        try (LabHub hub = new LabHub(wireGuard, folder)) {
            hub.startWireGuard();
            ProcessHandle started = hub.process().orElseThrow();
            hub.namespace.inside(() -> hub.edge.prepare());
            assertEquals(started, hub.process().orElseThrow());
            assertEquals("warren:fra", alias(hub));
            hub.namespace.inside(() -> {
                hub.edge.clear();
                return true;
            });
            assertFalse(hub.namespace.run("ip", "link").contains(hub.tunnelName));
            started.onExit().get(20, TimeUnit.SECONDS);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("dev.warren.router.edge.LabHub#wireGuards")
    void aDeviceWithoutMarkIsKnownByItsKeyAndMarked(String name, List<String> wireGuard) throws Exception {
        try (LabHub hub = new LabHub(wireGuard, folder);
                TunnelInterface restarted = hub.freshTunnel()) {
            hub.namespace.inside(() -> {
                hub.synchroniser.pass(Map.of(), System.nanoTime());
                for (String words : List.of("", "warren:oldname")) {
                    hub.namespace.run("ip", "link", "set", hub.tunnelName, "alias", words);
                    assertEquals(0, restarted.ensure());
                    assertEquals("warren:fra", alias(hub));
                }
                hub.namespace.run("ip", "link", "set", hub.tunnelName, "alias", "to the customers");
                assertEquals(0, restarted.ensure());
                assertEquals("to the customers", alias(hub));
                restarted.delete();
                return true;
            });
            assertFalse(hub.namespace.run("ip", "link").contains(hub.tunnelName));
        }
    }

    /** wireguard-go says nothing of it: it binds its port when its interface comes up, and only logs a refusal. */
    @ParameterizedTest(name = "{0}")
    @CsvSource({"0.0.0.0", "::"})
    void aPortThatIsTakenIsSaid(String address) throws Exception {
        List<String> warren = LabHub.ownWireGuard();
        Assumptions.assumeFalse(warren.isEmpty(), "the router isn't built");
        try (LabHub hub = new LabHub(warren, folder)) {
            DatagramChannel holder = hub.namespace.inside(() -> DatagramChannel.open(
                            address.equals("::") ? StandardProtocolFamily.INET6 : StandardProtocolFamily.INET)
                    .bind(new InetSocketAddress(address, 51_820)));
            try (holder) {
                IOException refused = hub.namespace.inside(() -> assertThrows(IOException.class, hub.edge::prepare));
                String said = String.valueOf(refused.getMessage());
                assertTrue(
                        said.startsWith("UDP port 51820, on which " + hub.tunnelName
                                + " is to listen, is taken: `ss -ulnp sport = :51820` says by which process"),
                        said);
            }
            hub.namespace.inside(() -> hub.edge.prepare());
            assertTrue(hub.namespace.run("ss", "-uln", "sport", "=", ":51820").contains(":51820"));
        }
    }

    @Test
    void aLinkOfAnotherKindIsRefusedAndStays() throws Exception {
        try (LabHub hub = new LabHub(List.of("false"), folder)) {
            hub.namespace.run("ip", "link", "add", hub.tunnelName, "type", "veth", "peer", "other");
            assertRefused(
                    hub, "an interface of the kind veth; nothing was changed. Give the overlay another `interface`");
            hub.namespace.run("ip", "link", "del", hub.tunnelName);
            hub.namespace.run("ip", "tuntap", "add", hub.tunnelName, "mode", "tun");
            assertRefused(hub, "a TUN device without a WireGuard process; ");
            hub.namespace.run("ip", "link", "del", hub.tunnelName);
        }
    }
}
