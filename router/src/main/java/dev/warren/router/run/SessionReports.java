package dev.warren.router.run;

import dev.warren.bgp.NeighbourStatus;
import dev.warren.bgp.session.LastNotification;
import dev.warren.bgp.session.MessageCounts;
import dev.warren.bgp.session.StateChange;
import dev.warren.router.report.BgpReport;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** From what the speaker knows of a neighbour's session to its report. Pure. */
final class SessionReports {
    private SessionReports() {}

    static BgpReport.Session of(NeighbourStatus status) {
        NeighbourStatus.MalformedCounts malformed = status.traffic().malformed();
        return new BgpReport.Session(
                status.history().established(),
                status.history().dropped(),
                status.session().stream()
                        .flatMap(session -> capabilities(session.capabilities().stream()))
                        .toList(),
                messages(status.traffic().received()),
                messages(status.traffic().sent()),
                malformed.treatedAsWithdraw() + malformed.discardedAttributes(),
                status.notification().map(SessionReports::text).orElse(""),
                changes(status.history().changes()));
    }

    private static Stream<String> capabilities(Stream<? extends Enum<?>> both) {
        return both.map(SessionReports::lower).sorted();
    }

    private static BgpReport.Messages messages(MessageCounts counts) {
        return new BgpReport.Messages(
                counts.opens(),
                counts.updates(),
                counts.notifications(),
                counts.keepalives(),
                counts.refreshes(),
                counts.octets());
    }

    private static String text(LastNotification last) {
        return (last.sent() ? "sent " : "received ") + last.notification() + " at " + last.at();
    }

    private static List<BgpReport.Change> changes(List<StateChange> changes) {
        return changes.stream()
                .map(change -> new BgpReport.Change(
                        change.at().toString(), lower(change.from()), lower(change.to()), change.reason()))
                .toList();
    }

    /** A constant as reports write it: {@code open-sent}. */
    static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
