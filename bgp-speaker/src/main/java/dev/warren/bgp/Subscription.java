package dev.warren.bgp;

import dev.warren.bgp.rib.LocRib;
import dev.warren.bgp.rib.RibPath;
import dev.warren.net.Prefix;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A listener and how far it has been told the present table: changes of prefixes beyond that wait for the walk to reach them. On
 * the RIB thread only.
 */
final class Subscription {
    private static final Logger LOG = LoggerFactory.getLogger(Subscription.class);
    private static final int BATCH = 1_000;

    private final SpeakerListener listener;
    private final LogLimit limit = new LogLimit();
    private Optional<Prefix> told = Optional.empty();
    private boolean caughtUp;

    Subscription(SpeakerListener listener) {
        this.listener = listener;
    }

    /** Tells one more batch of the table; true if there is more. */
    boolean catchUp(LocRib locRib) {
        if (caughtUp) {
            return false;
        }
        List<SpeakerEvent> batch = new ArrayList<>();
        while (batch.size() < BATCH && !caughtUp) {
            Optional<Map.Entry<Prefix, RibPath>> next = locRib.after(told);
            if (next.isPresent()) {
                Prefix prefix = next.get().getKey();
                batch.add(new SpeakerEvent.BestPathChanged(
                        prefix, Optional.of(Views.path(prefix, next.get().getValue()))));
                told = Optional.of(prefix);
            } else {
                caughtUp = true;
            }
        }
        call(batch);
        return !caughtUp;
    }

    void tell(List<SpeakerEvent> events) {
        call(caughtUp ? events : events.stream().filter(this::due).toList());
    }

    private boolean due(SpeakerEvent event) {
        return !(event instanceof SpeakerEvent.BestPathChanged changed)
                || told.filter(last -> changed.prefix().compareTo(last) <= 0).isPresent();
    }

    private void call(List<SpeakerEvent> events) {
        if (events.isEmpty()) {
            return;
        }
        try {
            listener.onEvents(events);
        } catch (RuntimeException | Error broken) {
            if (limit.passes()) {
                LOG.error("event=listener-broken total={}", limit.total(), broken);
            }
        }
    }
}
