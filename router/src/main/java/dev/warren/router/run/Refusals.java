package dev.warren.router.run;

import dev.warren.bgp.SpeakerEvent.RouteRefused;
import dev.warren.bgp.rib.RefusalReason;
import dev.warren.net.Prefix;
import dev.warren.router.metrics.RouterMeter;
import dev.warren.router.metrics.RouterMetrics;
import dev.warren.router.report.BgpReport;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The announcements that were refused lately, but for loops: at most 1,000, the oldest forgotten first; those of a session that ends are
 * forgotten with it. At most one log line a second. Thread-safe.
 */
final class Refusals {
    private static final Logger LOG = LoggerFactory.getLogger(Refusals.class);
    private static final int MAX_KEPT = 1_000;
    private static final long LOG_INTERVAL_NANOS = 1_000_000_000L;

    private record Announcement(String neighbour, Prefix prefix) {}

    private final RouterMetrics metrics;
    private final Map<Announcement, String> kept = new LinkedHashMap<>();
    private long nextLine = Long.MIN_VALUE;
    private long unlogged;

    Refusals(RouterMetrics metrics) {
        this.metrics = metrics;
    }

    synchronized void add(RouteRefused refused, long now) {
        if (isOrdinary(refused.reason())) {
            return;
        }
        metrics.count(RouterMeter.REFUSALS, 1);
        kept.put(new Announcement(refused.neighbour(), refused.prefix()), text(refused));
        if (kept.size() > MAX_KEPT) {
            kept.remove(kept.keySet().iterator().next());
        }
        if (now < nextLine) {
            unlogged++;
            return;
        }
        LOG.warn(
                "event=route-refused neighbour={} prefix={} reason=\"{}\" unlogged={}",
                refused.neighbour(),
                refused.prefix(),
                text(refused),
                unlogged);
        unlogged = 0;
        nextLine = now + LOG_INTERVAL_NANOS;
    }

    synchronized void forget(String neighbour) {
        kept.keySet().removeIf(announcement -> announcement.neighbour.equals(neighbour));
    }

    synchronized List<BgpReport.Refused> report() {
        return kept.entrySet().stream()
                .map(refused -> new BgpReport.Refused(
                        refused.getKey().neighbour, refused.getKey().prefix.toString(), refused.getValue()))
                .toList();
    }

    /** Loops are refused all the time and mean nothing: many routers send a route back to where it came from. */
    private static boolean isOrdinary(RefusalReason reason) {
        return switch (reason) {
            case AS_LOOP, ORIGINATOR_LOOP, CLUSTER_LOOP -> true;
            case IMPORT_FILTER, FIRST_AS, NEXT_HOP, MALFORMED, FAMILY -> false;
        };
    }

    private static String text(RouteRefused refused) {
        return switch (refused.reason()) {
            case IMPORT_FILTER -> "the topology does not grant this prefix to the neighbour";
            case AS_LOOP -> "our own AS is in its AS_PATH";
            case FIRST_AS -> "its AS_PATH does not begin with the neighbour's AS";
            case ORIGINATOR_LOOP -> "we originated it";
            case CLUSTER_LOOP -> "our cluster is in its CLUSTER_LIST";
            case NEXT_HOP -> "its next hop can't be one";
            case MALFORMED -> "an attribute is malformed";
            case FAMILY -> "its family was not negotiated";
        };
    }
}
