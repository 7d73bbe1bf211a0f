package dev.warren.router.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.warren.bgp.Path;
import dev.warren.net.Prefix;
import dev.warren.net.PublicKey;
import dev.warren.router.Plans;
import dev.warren.router.fib.FibTarget;
import dev.warren.router.forwarding.ForwardingEntry;
import dev.warren.router.forwarding.ForwardingRules;
import dev.warren.router.forwarding.ForwardingTable;
import dev.warren.router.forwarding.Target;
import dev.warren.router.metrics.RouterMetrics;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SynchroniserTest {
    private static final Prefix V4 = Prefix.parse("172.21.3.0/24");
    private static final Prefix V6 = Prefix.parse("2001:db8:b03::/48");

    private final SimulatedEdge edge = new SimulatedEdge();
    private final ForwardingRules rules = new ForwardingRules(Plans.fra());
    private long now;
    private Synchroniser synchroniser = fresh();

    private Synchroniser fresh() {
        return new Synchroniser(rules, new ForwardingTable(rules), edge, new RouterMetrics());
    }

    private void pass(Path... paths) {
        Map<Prefix, Optional<Path>> changes = new HashMap<>();
        for (Path path : paths) {
            changes.put(path.prefix(), Optional.of(path));
        }
        pass(changes);
    }

    private void pass(Map<Prefix, Optional<Path>> changes) {
        now += 1_000;
        synchroniser.pass(changes, now);
    }

    private void later(java.time.Duration time) {
        now += time.toNanos();
        synchroniser.pass(Map.of(), now);
    }

    @Test
    void aBestPathGetsItsAllowedIpAndItsRoute() {
        pass(Plans.path("172.21.3.0/24", "10.80.0.2", "nyc"), Plans.path("2001:db8:b03::/48", "fd80:80::2", "nyc"));
        assertEquals(Plans.NYC, edge.allowedIps.get(V4));
        assertEquals(Plans.NYC, edge.allowedIps.get(V6));
        assertTrue(edge.routes.containsKey(V4) && edge.routes.containsKey(V6));
    }

    @Test
    void withdrawalRemovesTheAllowedIpAndTheRoute() {
        synchroniser.settle();
        pass(Plans.path("172.21.3.0/24", "10.80.0.2", "nyc"), Plans.path("2001:db8:b03::/48", "fd80:80::2", "nyc"));
        pass(Map.of(V4, Optional.empty(), V6, Optional.empty()));
        assertFalse(edge.allowedIps.containsKey(V4) || edge.routes.containsKey(V4));
        assertFalse(edge.allowedIps.containsKey(V6) || edge.routes.containsKey(V6));
    }

    @Test
    void whatSomethingElseChangedIsCorrectedAndCounted() {
        synchroniser.settle();
        pass(Plans.path("172.21.3.0/24", "10.80.0.2", "nyc"));
        edge.allowedIps.put(V4, Plans.PARIS);
        edge.routes.remove(V4);
        edge.allowedIps.put(V6, Plans.PARIS);
        later(Synchroniser.RECONCILE_INTERVAL);
        assertEquals(Plans.NYC, edge.allowedIps.get(V4));
        assertTrue(edge.routes.containsKey(V4));
        assertFalse(edge.allowedIps.containsKey(V6));
        assertEquals(3, synchroniser.drift());
        later(Synchroniser.RECONCILE_INTERVAL);
        assertEquals(3, synchroniser.drift());
    }

    @Test
    void aRouteWhosePlaceAnotherMakersHasIsNotInstalledAndTriedAgain() {
        synchroniser.settle();
        edge.taken.add(V4);
        pass(Plans.path("172.21.3.0/24", "10.80.0.2", "nyc"), Plans.path("2001:db8:b03::/48", "fd80:80::2", "nyc"));
        assertTrue(edge.routes.containsKey(V6), "the others are written");
        assertEquals(Plans.NYC, edge.allowedIps.get(V4));
        assertFalse(installed(V4));
        assertTrue(installed(V6));
        assertTrue(synchroniser.mindsRoute(V4));
        edge.taken.clear();
        later(Synchroniser.RECONCILE_INTERVAL);
        assertTrue(installed(V4));
        assertEquals(0, synchroniser.drift());
    }

    private boolean installed(Prefix prefix) {
        return synchroniser.isInstalled(synchroniser.table().entry(prefix).orElseThrow());
    }

    @Test
    void aRestartKeepsWhatBgpHasNotConfirmedYet() {
        pass(Plans.path("172.21.3.0/24", "10.80.0.2", "nyc"));
        synchroniser = fresh();
        pass();
        assertEquals(Plans.NYC, edge.allowedIps.get(V4));
        assertEquals(0, synchroniser.drift());
        synchroniser.settle();
        pass();
        assertFalse(edge.allowedIps.containsKey(V4) || edge.routes.containsKey(V4));
    }

    @Test
    void aRestartDoesNotKeepWhatIsBeyondAuthority() {
        edge.allowedIps.put(V4, Plans.PARIS);
        edge.routes.put(V4, new FibTarget.TunnelInterface(7));
        pass();
        assertFalse(edge.allowedIps.containsKey(V4) || edge.routes.containsKey(V4));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3})
    void aWriteThatFailsIsRepairedByALaterPass(int write) {
        synchroniser.settle();
        pass(Plans.path("172.21.3.0/24", "10.80.0.2", "nyc"), Plans.path("172.20.1.0/24", "192.0.2.2", "isp"));
        edge.failAtWrite = edge.writes + write;
        Map<Prefix, Optional<Path>> changes = new HashMap<>();
        changes.put(V4, Optional.empty());
        changes.put(Prefix.parse("172.20.1.0/24"), Optional.empty());
        changes.put(V6, Optional.of(Plans.path("2001:db8:b03::/48", "fd80:80::2", "nyc")));
        pass(changes);
        later(Synchroniser.RETRY_INTERVAL);
        assertConverged();
        assertFalse(edge.allowedIps.containsKey(V4));
        assertEquals(Plans.NYC, edge.allowedIps.get(V6));
    }

    @Test
    void randomChangesFailuresAndCrashesConverge() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        System.out.println("seed " + seed);
        for (int step = 0; step < 2_000; step++) {
            edge.failAtWrite = random.nextInt(4) == 0 ? edge.writes + random.nextInt(4) : -1;
            Map<Prefix, Optional<Path>> changes = new HashMap<>();
            for (int i = random.nextInt(6); i > 0; i--) {
                Path path = randomPath(random);
                changes.put(path.prefix(), random.nextInt(3) == 0 ? Optional.empty() : Optional.of(path));
            }
            pass(changes);
            edge.failAtWrite = -1;
            if (random.nextInt(50) == 0) {
                synchroniser = fresh();
            }
            synchroniser.settle();
            later(Synchroniser.RECONCILE_INTERVAL);
            assertConverged();
        }
    }

    private static Path randomPath(Random random) {
        int block = random.nextInt(8);
        return switch (random.nextInt(6)) {
            case 0 -> Plans.path("172.21." + block + ".0/24", "10.80.0.2", "nyc");
            case 1 -> Plans.path("172.21." + block + ".0/24", "192.0.2.2", "isp");
            case 2 -> Plans.path("2001:db8:b0" + block + "::/48", "fd80:80::2", "nyc");
            case 3 -> Plans.path("2001:db8:b0" + block + "::/48", "2001:db8:192::2", "isp");
            case 4 -> Plans.path("10.80.17." + block + "/32", "10.80.1.2", "paris");
            default -> Plans.path("10.80.16.0/24", "0.0.0.0", "");
        };
    }

    /** What is written is what the table wants, found out without the code under test. */
    private void assertConverged() {
        Map<Prefix, PublicKey> owners = new HashMap<>();
        Map<Prefix, FibTarget> routes = new HashMap<>();
        for (ForwardingEntry entry : synchroniser.table().entries()) {
            if (entry.target() instanceof Target.Peer(String _, PublicKey key)) {
                owners.put(entry.prefix(), key);
            }
            edge.route(entry.target()).ifPresent(route -> routes.put(entry.prefix(), route));
        }
        assertEquals(owners, edge.allowedIps);
        assertEquals(routes, edge.routes);
    }
}
