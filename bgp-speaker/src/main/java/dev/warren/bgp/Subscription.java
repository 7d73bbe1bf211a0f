package dev.warren.bgp;

import dev.warren.bgp.log.LogLimit;
import dev.warren.bgp.rib.BestPathReader;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A listener and how far it has been told. On the RIB thread only. */
final class Subscription {
    private static final Logger LOG = LoggerFactory.getLogger(Subscription.class);
    private static final int BATCH = 1_000;

    private final SpeakerListener listener;
    private final IntSupplier room;
    private final BestPathReader reader;
    private final LogLimit limit = new LogLimit();

    /** One that takes as many best paths at a time as it has room for. */
    Subscription(SpeakerListener listener, IntSupplier room, BestPathReader reader) {
        this.listener = listener;
        this.room = room;
        this.reader = reader;
    }

    /** Tells one more batch of best paths; true if there is more, and room for it. */
    boolean catchUp() {
        // A reader tells of so many of each of two families.
        int each = Math.min(BATCH, room.getAsInt() / 2);
        if (each == 0) {
            return false;
        }
        List<SpeakerEvent> batch = new ArrayList<>();
        boolean more = reader.read(
                each,
                (prefix, path, beside) -> batch.add(new SpeakerEvent.BestPathChanged(
                        prefix,
                        path.map(present -> Views.path(prefix, present)),
                        path.map(best -> Views.weighted(prefix, best, beside)).orElse(List.of()))));
        call(batch);
        return more;
    }

    /** Tells what happened beside changes of best paths. */
    void tell(List<SpeakerEvent> events) {
        call(events);
    }

    /** Tells nothing any more. */
    void end() {
        reader.close();
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
