package dev.warren.router.edge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.warren.net.Endpoint;
import dev.warren.net.Prefix;
import dev.warren.router.Plans;
import dev.warren.router.metrics.RouterMeter;
import dev.warren.router.tunnel.TunnelInterface;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The userspace WireGuard is killed while the router runs. */
@Tag("lab")
class TunnelCrashLabTest {
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(25);

    @TempDir
    private Path folder;

    private static Map<Prefix, Optional<dev.warren.bgp.Path>> paths() {
        Map<Prefix, Optional<dev.warren.bgp.Path>> paths = new HashMap<>();
        List.of(
                        Plans.path("100.64.1.0/24", "10.80.0.2", "nyc"),
                        Plans.path("2001:db8:1::/48", "fd80:80::2", "nyc"),
                        Plans.path("100.64.2.0/24", "10.80.0.3", "ber"),
                        Plans.path("2001:db8:2::/48", "fd80:80::3", "ber"))
                .forEach(path -> paths.put(path.prefix(), Optional.of(path)));
        return paths;
    }

    /** All that the router is to keep, as wg(8) and ip(8) show it. */
    private static List<String> state(LabHub hub) throws IOException {
        List<String> state = new ArrayList<>();
        for (String what : List.of(
                "private-key",
                "listen-port",
                "fwmark",
                "peers",
                "preshared-keys",
                "persistent-keepalive",
                "allowed-ips")) {
            hub.namespace
                    .run("wg", "show", hub.tunnelName, what)
                    .lines()
                    .map(line -> what + " "
                            + List.of(line.split("\\s+")).stream().sorted().toList())
                    .sorted()
                    .forEach(state::add);
        }
        for (String family : List.of("-4", "-6")) {
            state.add(hub.namespace.run("ip", family, "route", "show", "table", "51820"));
            state.add(hub.namespace.run("ip", family, "rule"));
            hub.namespace
                    .run("ip", "-o", family, "address", "show", "dev", hub.tunnelName)
                    .lines()
                    .filter(line -> !line.contains("fe80:"))
                    .map(line -> line.substring(line.indexOf(hub.tunnelName)))
                    .forEach(state::add);
        }
        String link = hub.namespace.run("ip", "-o", "link", "show", "dev", hub.tunnelName);
        state.add(link.substring(link.indexOf('<'), link.indexOf("qdisc")));
        return state;
    }

    /** Turns as the router's thread takes them, without BGP, until the state is as it was. */
    private static void turnUntil(LabHub hub, List<String> wanted) throws Exception {
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        List<String> last = List.of();
        while (!last.equals(wanted)) {
            if (System.nanoTime() - deadline > 0) {
                assertEquals(wanted, last);
            }
            hub.watch.tell(hub.synchroniser);
            hub.synchroniser.pass(Map.of(), System.nanoTime());
            try {
                last = state(hub);
            } catch (IOException notThere) {
                last = List.of();
            }
            LockSupport.parkNanos(10_000_000);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("dev.warren.router.edge.LabHub#wireGuards")
    void whatAKilledProcessHadIsRestored(String name, List<String> wireGuard) throws Exception {
        try (LabHub hub = new LabHub(wireGuard, folder)) {
            List<String> before = hub.namespace.inside(() -> {
                hub.synchroniser.pass(paths(), System.nanoTime());
                return state(hub);
            });
            assertTrue(before.stream().anyMatch(line -> line.contains("2001:db8:2::/48")), before.toString());
            assertEquals(0, hub.metrics.counted(RouterMeter.REPAIRS));
            ProcessHandle killed = hub.process().orElseThrow();
            killed.destroyForcibly();
            killed.onExit().get(20, TimeUnit.SECONDS);
            hub.namespace.inside(() -> {
                turnUntil(hub, before);
                return true;
            });
            assertNotEquals(killed.pid(), hub.process().orElseThrow().pid());
            assertTrue(hub.metrics.counted(RouterMeter.REPAIRS) > 0, "it is counted");
        }
    }

    private static long peersWithoutPresharedKey(LabHub hub) throws IOException {
        return hub.namespace
                .run("wg", "show", hub.tunnelName, "preshared-keys")
                .lines()
                .filter(line -> line.endsWith("\t(none)"))
                .count();
    }

    private static void assertWhatWasReadIsHandedOnOnce(LabHub hub, TunnelInterface tunnel) throws IOException {
        assertEquals(0, tunnel.ensure());
        hub.namespace.run("wg", "set", hub.tunnelName, "peer", hub.ber.toString(), "allowed-ips", "2001:db8:9::/48");
        assertNotEquals(tunnel.takeState(), tunnel.takeState());
        assertEquals(
                List.of(Prefix.parse("2001:db8:9::/48")),
                tunnel.takeState().peer(hub.ber).orElseThrow().allowedIps());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("dev.warren.router.edge.LabHub#wireGuards")
    void aPresharedKeyThatTheTopologyHasNoLongerIsTakenAway(String name, List<String> wireGuard) throws Exception {
        try (LabHub hub = new LabHub(wireGuard, folder);
                TunnelInterface restarted = hub.tunnelWithoutPresharedKeys()) {
            hub.namespace.inside(() -> {
                hub.synchroniser.pass(paths(), System.nanoTime());
                assertEquals(2, restarted.ensure());
                assertEquals(2, peersWithoutPresharedKey(hub));
                assertEquals(0, restarted.ensure());
                Path strange = folder.resolve("psk.key");
                hub.namespace.run(
                        "wg", "set", hub.tunnelName, "peer", hub.ber.toString(), "preshared-key", strange.toString());
                assertEquals(1, peersWithoutPresharedKey(hub));
                assertEquals(1, restarted.ensure());
                assertEquals(2, peersWithoutPresharedKey(hub));
                return true;
            });
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("dev.warren.router.edge.LabHub#wireGuards")
    void aPeerThatTheTopologyHasMovedIsLookedForThere(String name, List<String> wireGuard) throws Exception {
        for (String place : List.of("198.51.100.7:51820", "[2001:db8:7::1]:51820")) {
            Endpoint planned = Endpoint.parse(place);
            try (LabHub hub = new LabHub(wireGuard, folder);
                    TunnelInterface restarted = hub.tunnelWithNycAt(planned)) {
                hub.namespace.inside(() -> {
                    hub.synchroniser.pass(paths(), System.nanoTime());
                    hub.namespace.run(
                            "wg", "set", hub.tunnelName, "peer", hub.nyc.toString(), "endpoint", "203.0.113.9:4242");
                    assertEquals(1, restarted.ensure());
                    assertEquals(
                            Optional.of(planned),
                            restarted.read().peer(hub.nyc).orElseThrow().endpoint());
                    assertEquals(0, restarted.ensure());
                    return true;
                });
            }
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("dev.warren.router.edge.LabHub#wireGuards")
    void aRunningDeviceIsAdoptedWithoutARepair(String name, List<String> wireGuard) throws Exception {
        try (LabHub hub = new LabHub(wireGuard, folder);
                TunnelInterface restarted = hub.freshTunnel()) {
            hub.namespace.inside(() -> {
                hub.synchroniser.pass(paths(), System.nanoTime());
                List<String> before = state(hub);
                assertEquals(0, restarted.ensure());
                assertEquals(before, state(hub));
                hub.namespace.run("ip", "link", "set", hub.tunnelName, "mtu", "1400");
                hub.namespace.run("wg", "set", hub.tunnelName, "peer", hub.ber.toString(), "persistent-keepalive", "0");
                assertEquals(2, restarted.ensure());
                assertEquals(before, state(hub));
                assertWhatWasReadIsHandedOnOnce(hub, restarted);
                return true;
            });
        }
    }
}
