package dev.warren.labs.tworegions;

import dev.warren.labs.lab.Lab;
import dev.warren.labs.lab.LabException;
import dev.warren.labs.lab.Progress;
import dev.warren.router.api.Json;
import dev.warren.router.report.ForwardingReport;
import java.util.List;

/** What {@code labs/run two-regions} shows once the lab has converged. */
record Tour(Lab lab, Progress progress) {

    void show() throws LabException, InterruptedException {
        for (String hub : List.of("fra", "nyc")) {
            String sessions = lab.node(hub).output(Hub.of(lab, hub).launcher(), "show", "bgp");
            progress.plain("\nBGP sessions of " + hub + "  (warren show bgp)");
            progress.plain("  " + sessions.stripTrailing().replace("\n", "\n  "));
        }
        ForwardingReport forwarding = Json.read(Hub.of(lab, "nyc").show("forwarding"), ForwardingReport.class);
        progress.plain("\nWhat nyc forwards where  (warren show forwarding has a line for each prefix)");
        progress.plain(ForwardingTour.table(forwarding).stripTrailing());
        progress.plain("\nPings, end to end  (IPv4 / IPv6, mean of 3 in ms)");
        progress.plain(new PingTour(lab).table().stripTrailing());
    }
}
