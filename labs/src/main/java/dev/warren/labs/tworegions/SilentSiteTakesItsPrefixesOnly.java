package dev.warren.labs.tworegions;

import dev.warren.labs.check.CheckFailure;
import dev.warren.labs.check.Step;
import dev.warren.labs.lab.Lab;
import dev.warren.labs.lab.LabException;
import dev.warren.labs.lab.NodeShell;
import java.time.Duration;
import java.util.Locale;

/**
 * boston's WireGuard is stopped for a while: its keepalives stay away, its prefixes go, everything else stays; it goes on, and
 * they come back. Its tunnel addresses stay at its own hub, where they belong to nobody else.
 */
final class SilentSiteTakesItsPrefixesOnly implements Step {
    private static final Duration LIMIT = Duration.ofSeconds(40);

    @Override
    public String title() {
        return "a site that falls silent takes its prefixes with it and nothing else, and brings them back";
    }

    @Override
    public String run(Lab lab) throws CheckFailure, LabException, InterruptedException {
        Hubs hubs = Hubs.of(lab);
        NodeShell boston = lab.node("boston");
        long silent = System.nanoTime();
        boston.output("pkill", "-STOP", "-f", "wireguard-go wg0");
        long gone;
        try {
            hubs.awaitWithout(LIMIT, Names.union(Names.BOSTON_LAN, Names.BOSTON), Names.BOSTON_LAN);
            gone = System.nanoTime();
            PingReaches.ping(lab, "host-berlin", Names.HOST_NYC_V4);
            PingReaches.ping(lab, "host-berlin", Names.HOST_NYC_V6);
        } finally {
            boston.output("pkill", "-CONT", "-f", "wireguard-go wg0");
        }
        long again = System.nanoTime();
        hubs.awaitSame(LIMIT);
        return String.format(
                Locale.ROOT,
                "gone from both hubs %d ms after boston fell silent (its keepalive is 5 s), back %d ms after it went on",
                (gone - silent) / 1_000_000,
                (System.nanoTime() - again) / 1_000_000);
    }
}
