package dev.warren.router.metrics;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** What a scrape shows. */
class RouterMetricsTest {
    private final RouterMetrics metrics = new RouterMetrics();

    @Test
    void aCounterIsThereBeforeItCounts() {
        assertTrue(metrics.scrape().contains("warren_bgp_refusals_routes_total 0.0"), metrics::scrape);
    }

    @Test
    void whatOthersCountIsFollowed() {
        AtomicLong strangers = new AtomicLong(3);
        metrics.follow(RouterMeter.STRANGERS, strangers::get);
        assertTrue(metrics.scrape().contains("warren_bgp_strangers_connections_total 3.0"), metrics::scrape);
        strangers.set(5);
        assertTrue(metrics.scrape().contains("warren_bgp_strangers_connections_total 5.0"), metrics::scrape);
    }
}
