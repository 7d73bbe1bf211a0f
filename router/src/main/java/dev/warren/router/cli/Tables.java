package dev.warren.router.cli;

import dev.warren.router.report.BgpReport;
import dev.warren.router.report.ForwardingReport;
import dev.warren.router.report.RoutesReport;
import dev.warren.router.report.WireGuardReport;
import java.time.Duration;
import java.util.stream.Collectors;

/** Reports as tables for people. */
final class Tables {
    private Tables() {}

    static String bgp(BgpReport report) {
        TextTable sessions = new TextTable(
                "NEIGHBOUR",
                "ROLE",
                "ADDRESS",
                "AS",
                "STATE",
                "SINCE",
                "UP/DOWN",
                "UPDATES IN/OUT",
                "IPV4 IN/REFUSED/OUT",
                "IPV6 IN/REFUSED/OUT",
                "BFD",
                "");
        for (BgpReport.Neighbour neighbour : report.neighbours()) {
            sessions.row(
                    neighbour.name(),
                    neighbour.role(),
                    neighbour.address(),
                    Long.toString(neighbour.asn()),
                    neighbour.state(),
                    duration(neighbour.secondsInState()),
                    neighbour.session().established() + "/"
                            + neighbour.session().dropped(),
                    neighbour.session().received().updates() + "/"
                            + neighbour.session().sent().updates(),
                    counts(neighbour, "ipv4"),
                    counts(neighbour, "ipv6"),
                    neighbour.bfd().map(BgpReport.Bfd::state).orElse("-"),
                    neighbour.lastError());
        }
        String text =
                "node " + report.node() + ", AS " + report.asn() + ", router id " + report.routerId() + "\n" + sessions;
        if (report.refused().isEmpty()) {
            return text;
        }
        TextTable refused = new TextTable("REFUSED FROM", "PREFIX", "WHY");
        report.refused().forEach(refusal -> refused.row(refusal.neighbour(), refusal.prefix(), refusal.reason()));
        return text + "\n" + refused;
    }

    private static String counts(BgpReport.Neighbour neighbour, String family) {
        BgpReport.Counts counts = neighbour.families().get(family);
        return counts == null ? "-" : counts.accepted() + "/" + counts.refused() + "/" + counts.advertised();
    }

    static String routes(RoutesReport report) {
        TextTable table = new TextTable(
                "",
                "PREFIX",
                "NEXT HOP",
                "FROM",
                "AS PATH",
                "LOCAL PREF",
                "MED",
                "COMMUNITIES",
                "ORIGINATOR",
                "CLUSTERS");
        for (RoutesReport.Route route : report.routes()) {
            for (RoutesReport.PathReport path : route.paths()) {
                table.row(
                        path.best() ? "*" : "",
                        route.prefix(),
                        path.neighbour().isEmpty() ? "-" : path.nextHop(),
                        path.neighbour().isEmpty() ? "local" : path.neighbour(),
                        path.asPath(),
                        path.localPreference().map(Object::toString).orElse("-"),
                        path.med().map(Object::toString).orElse("-"),
                        String.join(" ", path.communities()),
                        path.originatorId().orElse(""),
                        String.join(" ", path.clusterList()));
            }
        }
        return table.toString();
    }

    static String wireGuard(WireGuardReport report) {
        TextTable table = new TextTable("PEER", "ROLE", "ALIVE", "ENDPOINT", "HANDSHAKE", "RX", "TX", "ALLOWED IPS");
        for (WireGuardReport.Peer peer : report.peers()) {
            table.row(
                    peer.name().isEmpty() ? peer.publicKey() : peer.name(),
                    peer.role(),
                    peer.alive() ? "yes" : "no",
                    peer.endpoint().orElse("-"),
                    peer.secondsSinceHandshake()
                            .map(age -> duration(age) + " ago")
                            .orElse("never"),
                    Long.toString(peer.rxBytes()),
                    Long.toString(peer.txBytes()),
                    abbreviated(peer));
        }
        return "interface " + report.interfaceName() + " (" + report.plane() + "), key " + report.publicKey()
                + ", port " + report.listenPort() + "\n" + table;
    }

    private static String abbreviated(WireGuardReport.Peer peer) {
        int shown = 4;
        String some = peer.allowedIps().stream().limit(shown).collect(Collectors.joining(" "));
        int more = peer.allowedIps().size() - shown;
        return more > 0 ? some + " and " + more + " more" : some;
    }

    static String forwarding(ForwardingReport report) {
        TextTable table = new TextTable("PREFIX", "AS PATH", "NEXT HOP", "GOES TO", "INTERFACE", "WHY", "INSTALLED");
        for (ForwardingReport.Entry entry : report.entries()) {
            table.row(
                    entry.prefix(),
                    entry.path(),
                    entry.nextHop().orElse("-"),
                    entry.peer().or(entry::gateway).orElse("this hub"),
                    entry.interfaceName().orElse("-"),
                    entry.reason(),
                    entry.installed() ? "yes" : "no");
        }
        String text =
                "node " + report.node() + ", table " + report.table() + ", drift " + report.drift() + "\n" + table;
        if (report.refused().isEmpty()) {
            return text;
        }
        TextTable refused = new TextTable("NOT FORWARDED", "FROM", "NEXT HOP", "WHY");
        report.refused()
                .forEach(refusal ->
                        refused.row(refusal.prefix(), refusal.neighbour(), refusal.nextHop(), refusal.cause()));
        return text + "\n" + refused;
    }

    private static String duration(long seconds) {
        Duration duration = Duration.ofSeconds(seconds);
        if (duration.toDays() > 0) {
            return duration.toDays() + "d" + duration.toHoursPart() + "h";
        }
        if (duration.toHours() > 0) {
            return duration.toHours() + "h" + duration.toMinutesPart() + "m";
        }
        return duration.toMinutes() > 0 ? duration.toMinutes() + "m" + duration.toSecondsPart() + "s" : seconds + "s";
    }
}
