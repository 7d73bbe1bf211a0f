package dev.warren.labs.tworegions;

import dev.warren.labs.check.Await;
import dev.warren.labs.check.CheckFailure;
import dev.warren.labs.check.Step;
import dev.warren.labs.lab.Lab;
import dev.warren.labs.lab.LabException;
import dev.warren.net.IpFamily;
import dev.warren.net.Prefix;
import dev.warren.router.report.BgpReport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** paris announces berlin's LAN: no table, no AllowedIPs change, and the hub says who tried, in its log and in its answer. */
final class StolenPrefixRefused implements Step {
    /** Longer than the second within which the hub logs one refusal. */
    private static final Duration WATCHED = Duration.ofMillis(1_200);

    private static final String THIEF = "paris";

    @Override
    public String title() {
        return "a stolen prefix (paris announces berlin's) changes nothing and is reported";
    }

    @Override
    public String run(Lab lab) throws CheckFailure, LabException, InterruptedException {
        Hubs hubs = Hubs.of(lab);
        Hub fra = hubs.fra();
        Await.Probe<String> unchanged = () -> {
            hubs.requireSame();
            return "";
        };
        List<String> seen = new ArrayList<>();
        try {
            for (Prefix prefix : Names.BERLIN_LAN) {
                seen.add(steal(fra, prefix, unchanged));
            }
            for (Prefix prefix : Names.BERLIN_LAN) {
                seen.add("warren show bgp: " + requireReported(fra, prefix).reason() + ": " + prefix);
            }
            PingReaches.ping(lab, "host-berlin", Names.HOST_NYC_V4);
            PingReaches.ping(lab, "host-berlin", Names.HOST_NYC_V6);
            return String.join("\n", seen);
        } finally {
            birdc(lab, "disable", IpFamily.V4);
            birdc(lab, "disable", IpFamily.V6);
        }
    }

    private static String steal(Hub fra, Prefix prefix, Await.Probe<String> unchanged)
            throws CheckFailure, LabException, InterruptedException {
        int logged = fra.node().log("main.log").length();
        birdc(fra.lab(), "enable", prefix.family());
        Await.until(() -> {
            Sets.requireAll(
                    "what BIRD at paris exports to fra",
                    new TreeSet<>(List.of(prefix)),
                    new Upstreams(fra.lab()).birdExports(THIEF, "fra"));
            return "";
        });
        String line = Await.until(() -> {
            unchanged.look();
            requireReported(fra, prefix);
            return logLine(fra, prefix, logged);
        });
        Await.stays(WATCHED, unchanged);
        return "fra logs: " + line;
    }

    private static void birdc(Lab lab, String verb, IpFamily family) throws LabException, InterruptedException {
        lab.node(THIEF).output("birdc", verb, family == IpFamily.V4 ? "stolen4" : "stolen6");
    }

    /** The entry of {@code warren show bgp -j} with this neighbour and prefix. */
    private static BgpReport.Refused requireReported(Hub fra, Prefix prefix)
            throws CheckFailure, LabException, InterruptedException {
        List<BgpReport.Refused> refused = fra.refused();
        for (BgpReport.Refused each : refused) {
            if (each.neighbour().equals(THIEF) && Prefix.parse(each.prefix()).equals(prefix)) {
                return each;
            }
        }
        throw new CheckFailure("warren show bgp -j at fra does not say that " + prefix + " of " + THIEF
                + " was refused, but: " + refused);
    }

    private static String logLine(Hub fra, Prefix prefix, int logged) throws CheckFailure, LabException {
        String log = fra.node().log("main.log");
        String event = "event=route-refused neighbour=" + THIEF + " prefix=" + prefix + " ";
        for (String line : log.substring(Math.min(logged, log.length())).lines().toList()) {
            int at = line.indexOf(event);
            if (at >= 0) {
                return line.substring(at).strip();
            }
        }
        throw new CheckFailure("fra's log has no line with " + event.strip());
    }
}
