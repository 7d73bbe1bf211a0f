package dev.warren.labs.tworegions;

import dev.warren.labs.check.Await;
import dev.warren.labs.check.CheckFailure;
import dev.warren.labs.check.Step;
import dev.warren.labs.lab.Lab;
import dev.warren.labs.lab.LabException;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/** A prefix that is withdrawn two hops away leaves the kernel and WireGuard at once, and comes back when announced again. */
final class WithdrawalSpreads implements Step {
    private static final Duration ALLOWED = Duration.ofSeconds(1);
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final Duration INTERVAL = Duration.ofMillis(20);

    @Override
    public String title() {
        return "what upstream-fra withdraws is gone from nyc's table and AllowedIPs within 1 s, and comes back";
    }

    @Override
    public String run(Lab lab) throws CheckFailure, LabException, InterruptedException {
        Hub nyc = Hub.of(lab, "nyc");
        Hub fra = Hub.of(lab, "fra");
        Hub.Snapshot before = nyc.snapshot();
        Hub.Snapshot fraBefore = fra.snapshot();
        Sets.requireAll("nyc's AllowedIPs for fra", Names.WITHDRAWN, nyc.allowedIps("fra"));
        Upstreams upstreams = new Upstreams(lab);
        String seen;
        try {
            seen = withdraw(nyc, upstreams, before);
        } finally {
            upstreams.announce(Names.WITHDRAWN, true);
        }
        long announced = System.nanoTime();
        Await.until(LIMIT, INTERVAL, () -> {
            Sets.requireSame("nyc", before, nyc.snapshot());
            return "";
        });
        seen += String.format(Locale.ROOT, "; announced again, all back after %d ms", millisSince(announced));
        Await.until(LIMIT, INTERVAL, () -> {
            Sets.requireSame("fra", fraBefore, fra.snapshot());
            return "";
        });
        return seen;
    }

    private static String withdraw(Hub nyc, Upstreams upstreams, Hub.Snapshot before)
            throws CheckFailure, LabException, InterruptedException {
        Instant started = Instant.now();
        CompletableFuture<Instant> gone = new CompletableFuture<>();
        Thread.ofVirtual().start(() -> {
            try {
                gone.complete(nyc.awaitGone(Names.WITHDRAWN, LIMIT));
            } catch (LabException | InterruptedException | RuntimeException e) {
                gone.completeExceptionally(e);
            }
        });
        upstreams.announce(Names.WITHDRAWN, false);
        Instant returned = Instant.now();
        try {
            long after = Math.max(0, Duration.between(returned, gone.get()).toMillis());
            Sets.requireSame("nyc, but for what was withdrawn,", before.without(Names.WITHDRAWN), nyc.snapshot());
            String seen = String.format(
                    Locale.ROOT,
                    "%s gone %d ms after vtysh returned (%d ms after it was started)",
                    Names.WITHDRAWN,
                    after,
                    Duration.between(started, gone.get()).toMillis());
            if (after > ALLOWED.toMillis()) {
                throw new CheckFailure(seen);
            }
            return seen;
        } catch (ExecutionException e) {
            throw new CheckFailure("nyc still holds one of " + Names.WITHDRAWN + ": " + e.getMessage());
        }
    }

    private static long millisSince(long start) {
        return (System.nanoTime() - start) / 1_000_000;
    }
}
