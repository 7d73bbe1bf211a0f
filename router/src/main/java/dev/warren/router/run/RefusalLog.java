package dev.warren.router.run;

import dev.warren.bgp.SpeakerEvent.RouteRefused;
import dev.warren.bgp.rib.RefusalReason;
import dev.warren.router.metrics.RouterMeter;
import dev.warren.router.metrics.RouterMetrics;
import dev.warren.router.report.BgpReport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says in the log and the meters which announcements were refused, at most one line a second: what a stranger can cause. Called
 * on the RIB's thread only.
 */
final class RefusalLog {
    private static final Logger LOG = LoggerFactory.getLogger(RefusalLog.class);
    private static final long LOG_INTERVAL_NANOS = 1_000_000_000L;

    private final RouterMetrics metrics;
    private boolean begun;
    private long nextLine;
    private long unlogged;

    RefusalLog(RouterMetrics metrics) {
        this.metrics = metrics;
    }

    /** Takes a refusal at a monotonic time in nanoseconds. */
    void add(RouteRefused refused, long now) {
        if (isOrdinary(refused.reason())) {
            return;
        }
        metrics.count(RouterMeter.REFUSALS, 1);
        if (begun && now - nextLine < 0) {
            unlogged++;
            return;
        }
        LOG.warn(
                "event=route-refused neighbour={} prefix={} reason=\"{}\" unlogged={}",
                refused.neighbour(),
                refused.prefix(),
                text(refused.reason()),
                unlogged);
        unlogged = 0;
        begun = true;
        nextLine = now + LOG_INTERVAL_NANOS;
    }

    /** Loops are refused all the time and mean nothing: many routers send a route back to where it came from. */
    static boolean isOrdinary(RefusalReason reason) {
        return switch (reason) {
            case AS_LOOP, ORIGINATOR_LOOP, CLUSTER_LOOP -> true;
            case IMPORT_FILTER,
                    IMPORT_POLICY,
                    FIRST_AS,
                    AS_SET,
                    NEXT_HOP,
                    ROUTE_LEAK,
                    TOO_MANY_PATHS,
                    MALFORMED,
                    TOO_LONG,
                    FAMILY -> false;
        };
    }

    /** A refusal as the API reports it. */
    static BgpReport.Refused report(RouteRefused refused) {
        return new BgpReport.Refused(refused.neighbour(), refused.prefix().toString(), text(refused.reason()));
    }

    private static String text(RefusalReason reason) {
        return switch (reason) {
            case IMPORT_FILTER -> "the topology does not grant this prefix to the neighbour";
            case IMPORT_POLICY -> "the topology does not grant this prefix to the owner of its next hop";
            case AS_LOOP -> "our own AS is in its AS_PATH";
            case FIRST_AS -> "its AS_PATH does not begin with the neighbour's AS";
            case AS_SET -> "its AS_PATH has an AS_SET, which is deprecated";
            case ORIGINATOR_LOOP -> "we originated it";
            case CLUSTER_LOOP -> "our cluster is in its CLUSTER_LIST";
            case NEXT_HOP -> "its next hop can't be one";
            case ROUTE_LEAK -> "it is a route leak: its ONLY_TO_CUSTOMER should not come from there";
            case TOO_MANY_PATHS -> "the neighbour has as many paths of the prefix as are taken from one";
            case MALFORMED -> "an attribute is malformed";
            case TOO_LONG -> "an attribute is too long to be passed on";
            case FAMILY -> "its family was not negotiated";
        };
    }
}
