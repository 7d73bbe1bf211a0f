package dev.warren.labs.tworegions;

import dev.warren.labs.check.CheckFailure;
import dev.warren.labs.lab.Lab;
import dev.warren.labs.lab.LabException;
import dev.warren.labs.lab.Progress;
import dev.warren.labs.process.Output;
import java.util.List;

/** What {@code labs/run two-regions} shows once the lab has converged. */
record Tour(Lab lab, Progress progress) {

    void show() throws LabException, InterruptedException {
        warren("fra", "bgp");
        warren("nyc", "forwarding");
        progress.plain("\nPings");
        for (String from : List.of("host-berlin", "host-paris", "host-boston")) {
            for (String to : List.of("172.20.0.10", "2001:db8:a00::10", Names.HOST_NYC_V4, Names.HOST_NYC_V6)) {
                progress.plain("  " + ping(from, to));
            }
        }
    }

    private void warren(String node, String what) throws LabException, InterruptedException {
        Output output = lab.node(node).run(Hub.of(lab, node).launcher(), "show", what);
        progress.plain("\nwarren show " + what + " on " + node);
        progress.plain("  " + (output.ok() ? output.out().stripTrailing() : output.describe()).replace("\n", "\n  "));
    }

    private String ping(String from, String to) throws LabException, InterruptedException {
        try {
            return PingReaches.ping(lab, from, to);
        } catch (CheckFailure e) {
            return String.valueOf(e.getMessage());
        }
    }
}
