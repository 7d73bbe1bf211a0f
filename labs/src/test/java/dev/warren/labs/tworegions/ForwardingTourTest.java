package dev.warren.labs.tworegions;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.warren.router.report.ForwardingReport;
import dev.warren.router.report.ForwardingReport.Entry;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class ForwardingTourTest {

    @Test
    void neighboursThatGoTheSameWayShareALine() {
        ForwardingReport report = new ForwardingReport(
                "nyc",
                51_820,
                "warren0",
                0,
                List.of(
                        entry("10.0.0.0/24", "64600", "10.80.0.1", "fra", true),
                        entry("10.0.1.0/24", "64600", "10.80.0.1", "fra", true),
                        entry("10.0.2.0/24", "local", "0.0.0.0", "boston", true),
                        entry("fd00::/64", "local", "::", "boston", false)),
                List.of());
        assertEquals("""
                  PREFIX                            AS PATH  NEXT HOP   WIREGUARD PEER  INTERFACE
                  10.0.0.0/24 ... 10.0.1.0/24  (2)  64600    10.80.0.1  fra             warren0
                  10.0.2.0/24                       local    -          boston          warren0
                  fd00::/64                         local    -          boston          warren0
                  4 prefixes, 1 not installed yet
                """, ForwardingTour.table(report));
    }

    private static Entry entry(String prefix, String path, String nextHop, String peer, boolean installed) {
        return new Entry(
                prefix,
                "bgp",
                path,
                Optional.of(nextHop),
                Optional.of(peer),
                Optional.empty(),
                Optional.of("warren0"),
                installed);
    }
}
