package dev.warren.labs.tworegions;

import dev.warren.router.report.ForwardingReport;
import dev.warren.router.report.ForwardingReport.Entry;
import java.util.ArrayList;
import java.util.List;

/** A hub's forwarding table for reading: neighbours in it that go the same way share a line. */
final class ForwardingTour {
    private static final List<String> HEADINGS =
            List.of("PREFIX", "", "AS PATH", "NEXT HOP", "WIREGUARD PEER", "INTERFACE");

    private ForwardingTour() {}

    static String table(ForwardingReport report) {
        Columns columns = new Columns();
        columns.row(HEADINGS);
        List<Entry> alike = new ArrayList<>();
        for (Entry entry : report.entries()) {
            if (!alike.isEmpty() && !isAlike(alike.getFirst(), entry)) {
                columns.row(row(alike));
                alike.clear();
            }
            alike.add(entry);
        }
        if (!alike.isEmpty()) {
            columns.row(row(alike));
        }
        long missing =
                report.entries().stream().filter(entry -> !entry.installed()).count();
        return columns + "  " + report.entries().size() + " prefixes, "
                + (missing == 0 ? "all in the kernel's table and in WireGuard" : missing + " not installed yet") + "\n";
    }

    private static boolean isAlike(Entry one, Entry other) {
        return family(one) == family(other) && way(one).equals(way(other));
    }

    private static boolean family(Entry entry) {
        return entry.prefix().indexOf(':') >= 0;
    }

    private static List<String> row(List<Entry> alike) {
        List<String> row = new ArrayList<>();
        row.add(alike.getFirst().prefix()
                + (alike.size() > 1 ? " ... " + alike.getLast().prefix() : ""));
        row.add(alike.size() > 1 ? "(" + alike.size() + ")" : "");
        row.addAll(way(alike.getFirst()));
        return row;
    }

    private static List<String> way(Entry entry) {
        return List.of(
                entry.path().isEmpty() ? "-" : entry.path(),
                entry.nextHop()
                        .filter(hop -> !hop.equals("0.0.0.0") && !hop.equals("::"))
                        .orElse("-"),
                entry.peer().orElse("-"),
                entry.interfaceName().orElse("this hub"));
    }
}
