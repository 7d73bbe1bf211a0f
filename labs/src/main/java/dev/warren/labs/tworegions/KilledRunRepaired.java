package dev.warren.labs.tworegions;

import dev.warren.labs.check.Await;
import dev.warren.labs.check.CheckFailure;
import dev.warren.labs.check.Step;
import dev.warren.labs.lab.Lab;
import dev.warren.labs.lab.LabException;
import dev.warren.labs.lab.NodeShell;
import dev.warren.labs.process.ProcessId;
import java.time.Duration;
import java.util.Locale;

/**
 * kill -9 of fra's router. Its tunnels live on; while it is away its state is spoiled (a route removed, a foreign one of its own
 * protocol number added, a peer's AllowedIPs cut), and the next start repairs all of it.
 */
final class KilledRunRepaired implements Step {
    private static final Duration LIMIT = Duration.ofSeconds(40);
    private static final String STALE = "10.80.99.0/24";

    @Override
    public String title() {
        return "after kill -9 of warren run on fra the tunnels live on, and its restart repairs what was spoiled";
    }

    @Override
    public String run(Lab lab) throws CheckFailure, LabException, InterruptedException {
        Hubs hubs = Hubs.of(lab);
        Hub fra = hubs.fra();
        String index = fra.interfaceIndex();
        long handshake = fra.latestHandshake("berlin");
        ProcessId main = fra.node().main().orElseThrow(() -> new CheckFailure("warren run does not run on fra"));
        main.kill();
        String alive;
        try {
            Await.until(LIMIT, () -> {
                if (main.isLive()) {
                    throw new CheckFailure("warren run on fra does not die");
                }
                return "";
            });
            alive = PingReaches.ping(lab, "host-berlin", "10.80.17.10");
            spoil(fra);
        } finally {
            fra.node().startMain();
        }
        long restarted = System.nanoTime();
        hubs.awaitSame(LIMIT);
        long repaired = System.nanoTime();
        if (!index.equals(fra.interfaceIndex()) || fra.latestHandshake("berlin") < handshake) {
            throw new CheckFailure("fra's tunnels did not outlive warren run: " + Names.INTERFACE + " was made anew");
        }
        new PingReaches().run(lab);
        return String.format(
                Locale.ROOT,
                "without warren run: %s\nrepaired %d ms after the restart",
                alive,
                (repaired - restarted) / 1_000_000);
    }

    private static void spoil(Hub fra) throws LabException, InterruptedException {
        NodeShell node = fra.node();
        node.output("ip", "route", "del", "10.80.16.0/24", "table", Names.TABLE);
        node.output(
                "ip",
                "route",
                "add",
                STALE,
                "dev",
                Names.INTERFACE,
                "table",
                Names.TABLE,
                "proto",
                Names.ROUTE_PROTOCOL);
        node.output(
                "wg", "set", Names.INTERFACE, "peer", fra.publicKey("berlin"), "allowed-ips", "10.80.1.1/32," + STALE);
    }
}
