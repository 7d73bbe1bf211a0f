package dev.warren.labs.tworegions;

import dev.warren.labs.check.Await;
import dev.warren.labs.check.CheckFailure;
import dev.warren.labs.check.Step;
import dev.warren.labs.lab.Lab;
import dev.warren.labs.lab.LabException;
import dev.warren.labs.lab.NodeShell;
import java.time.Duration;
import java.util.Locale;

/** FRR's bgpd dies: its prefixes go, everything else stays; it comes back, and so do they. */
final class LostUpstreamTakesItsRoutesOnly implements Step {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    @Override
    public String title() {
        return "a lost upstream takes its routes with it and nothing else, and brings them back";
    }

    @Override
    public String run(Lab lab) throws CheckFailure, LabException, InterruptedException {
        Hubs hubs = Hubs.of(lab);
        String index = hubs.fra().interfaceIndex();
        NodeShell frr = lab.node("upstream-fra");
        long killed = System.nanoTime();
        frr.output("sh", "-c", "kill -9 $(cat /run/frr/bgpd.pid)");
        long gone;
        try {
            hubs.awaitWithout(LIMIT, Names.UPSTREAM_FRA, Names.UPSTREAM_FRA);
            gone = System.nanoTime();
            PingReaches.ping(lab, "host-berlin", Names.HOST_NYC_V4);
            PingReaches.ping(lab, "host-paris", Names.HOST_NYC_V6);
        } finally {
            frr.output("sh", "-c", "/usr/lib/frr/bgpd -d -F traditional -A 127.0.0.1 && vtysh -b");
        }
        long restarted = System.nanoTime();
        hubs.awaitSame(LIMIT);
        Await.until(LIMIT, () -> {
            Sets.requireAll("FRR at upstream-fra", Names.sites(), new Upstreams(lab).frrTable());
            return "";
        });
        if (!index.equals(hubs.fra().interfaceIndex())) {
            throw new CheckFailure("fra's " + Names.INTERFACE + " was made anew");
        }
        return String.format(
                Locale.ROOT,
                "gone from both hubs %d ms after kill -9 of bgpd, back %d ms after its restart",
                (gone - killed) / 1_000_000,
                (System.nanoTime() - restarted) / 1_000_000);
    }
}
