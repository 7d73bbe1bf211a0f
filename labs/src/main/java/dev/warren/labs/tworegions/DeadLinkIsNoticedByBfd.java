package dev.warren.labs.tworegions;

import dev.warren.labs.check.CheckFailure;
import dev.warren.labs.check.Step;
import dev.warren.labs.lab.Lab;
import dev.warren.labs.lab.LabException;
import dev.warren.labs.lab.NodeShell;
import dev.warren.router.api.Json;
import dev.warren.router.report.BgpReport;
import java.time.Duration;
import java.util.Locale;

/**
 * The link to BIRD at upstream-nyc loses everything while both interfaces stay up: BFD notices long before the hold timer of nine
 * seconds.
 */
final class DeadLinkIsNoticedByBfd implements Step {
    private static final Duration ALLOWED = Duration.ofSeconds(3);
    private static final Duration LIMIT = Duration.ofSeconds(30);

    @Override
    public String title() {
        return "a link that dies in silence is noticed by BFD, and its routes go from both hubs within 3 s";
    }

    @Override
    public String run(Lab lab) throws CheckFailure, LabException, InterruptedException {
        Hubs hubs = Hubs.of(lab);
        requireUp(hubs.nyc(), "upstream-nyc");
        NodeShell bird = lab.node("upstream-nyc");
        long cut = System.nanoTime();
        bird.output(
                "nft",
                "add table inet silence; add chain inet silence in "
                        + "{ type filter hook input priority 0; policy drop; }; add chain inet silence out "
                        + "{ type filter hook output priority 0; policy drop; }");
        long gone;
        try {
            hubs.awaitWithout(ALLOWED, Names.UPSTREAM_NYC, Names.UPSTREAM_NYC);
            gone = System.nanoTime();
        } finally {
            bird.output("nft", "delete table inet silence");
        }
        hubs.awaitSame(LIMIT);
        return String.format(
                Locale.ROOT,
                "gone from both hubs after %d ms, back %d ms later",
                (gone - cut) / 1_000_000,
                (System.nanoTime() - gone) / 1_000_000);
    }

    private static void requireUp(Hub hub, String neighbour) throws CheckFailure, LabException, InterruptedException {
        BgpReport report = Json.read(hub.show("bgp"), BgpReport.class);
        boolean up = report.neighbours().stream()
                .filter(each -> each.name().equals(neighbour))
                .anyMatch(each ->
                        each.bfd().filter(bfd -> bfd.state().equals("up")).isPresent());
        if (!up) {
            throw new CheckFailure("BFD with " + neighbour + " is not up: " + report.neighbours());
        }
    }
}
