package dev.warren.bgp;

import dev.warren.bgp.rib.BestPathReader;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A listener and how far it has been told. On the RIB thread only. */
final class Subscription {
    private static final Logger LOG = LoggerFactory.getLogger(Subscription.class);
    private static final int BATCH = 1_000;

    private final SpeakerListener listener;
    private final BestPathReader reader;
    private final LogLimit limit = new LogLimit();

    Subscription(SpeakerListener listener, BestPathReader reader) {
        this.listener = listener;
        this.reader = reader;
    }

    /** Tells one more batch of best paths; true if there is more. */
    boolean catchUp() {
        List<SpeakerEvent> batch = new ArrayList<>();
        boolean more = reader.read(
                BATCH,
                (prefix, path) -> batch.add(
                        new SpeakerEvent.BestPathChanged(prefix, path.map(present -> Views.path(prefix, present)))));
        call(batch);
        return more;
    }

    /** Tells what happened beside changes of best paths. */
    void tell(List<SpeakerEvent> events) {
        call(events);
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
