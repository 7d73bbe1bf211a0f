package dev.warren.labs.tworegions;

import dev.warren.labs.check.Await;
import dev.warren.labs.check.CheckFailure;
import dev.warren.labs.check.Step;
import dev.warren.labs.lab.Lab;
import dev.warren.labs.lab.LabException;
import dev.warren.net.Prefix;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;

/** paris announces berlin's LAN: no table, no AllowedIPs change, and the hub says who tried. */
final class StolenPrefixRefused implements Step {
    private static final Duration REPORT_LIMIT = Duration.ofSeconds(10);
    private static final Duration WATCHED = Duration.ofSeconds(1);
    private static final Pattern REFUSAL = Pattern.compile("(?i)refus|reject|denied|authori|outside|filter");

    @Override
    public String title() {
        return "a stolen prefix (paris announces berlin's) changes nothing and is reported";
    }

    @Override
    public String run(Lab lab) throws CheckFailure, LabException, InterruptedException {
        Hub fra = Hub.of(lab, "fra");
        Hub nyc = Hub.of(lab, "nyc");
        Hub.Snapshot fraBefore = fra.snapshot();
        Hub.Snapshot nycBefore = nyc.snapshot();
        int logged = fra.node().log("main.log").length();
        Await.Probe<String> unchanged = () -> {
            Sets.requireSame("fra", fraBefore, fra.snapshot());
            Sets.requireSame("nyc", nycBefore, nyc.snapshot());
            return "";
        };
        birdc(lab, "enable");
        try {
            requireAnnounced(lab);
            String report = reported(fra, logged, unchanged);
            Await.stays(WATCHED, unchanged);
            PingReaches.ping(lab, "host-berlin", Names.HOST_NYC_V4);
            return report;
        } finally {
            birdc(lab, "disable");
        }
    }

    private static void birdc(Lab lab, String verb) throws LabException, InterruptedException {
        for (String protocol : List.of("stolen4", "stolen6")) {
            lab.node("paris").output("birdc", verb, protocol);
        }
    }

    private static void requireAnnounced(Lab lab) throws CheckFailure, LabException, InterruptedException {
        Await.until(REPORT_LIMIT, () -> {
            Sets.requireAll(
                    "what BIRD at paris exports to fra",
                    Names.BERLIN_LAN,
                    new Upstreams(lab).birdExports("paris", "fra"));
            return "";
        });
    }

    private static String reported(Hub fra, int logged, Await.Probe<String> unchanged)
            throws CheckFailure, LabException, InterruptedException {
        return Await.until(REPORT_LIMIT, () -> {
            unchanged.look();
            StringBuilder seen = new StringBuilder();
            for (Prefix prefix : Names.BERLIN_LAN) {
                seen.append(report(fra, prefix, logged)).append('\n');
            }
            return seen.toString().strip();
        });
    }

    /** The log line since then that refuses the prefix, or that {@code warren show bgp -j} reports it. */
    private static String report(Hub fra, Prefix prefix, int logged)
            throws CheckFailure, LabException, InterruptedException {
        String log = fra.node().log("main.log");
        for (String line : log.substring(Math.min(logged, log.length())).lines().toList()) {
            if (line.contains(prefix.toString()) && REFUSAL.matcher(line).find()) {
                return "fra logs: " + line.strip();
            }
        }
        if (fra.reportsRefusal(prefix)) {
            return "warren show bgp at fra reports " + prefix + " as refused";
        }
        throw new CheckFailure(
                "fra reports the refusal of " + prefix + " neither in its log nor in warren show bgp -j");
    }
}
