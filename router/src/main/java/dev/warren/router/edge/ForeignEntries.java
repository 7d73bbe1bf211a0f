package dev.warren.router.edge;

import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the operator what others have put beside our entries, or in their way: once per change of what it is. */
final class ForeignEntries {
    private static final Logger LOG = LoggerFactory.getLogger(ForeignEntries.class);
    private static final int SHOWN_AT_MOST = 10;

    private final Map<String, Set<Object>> seen = new TreeMap<>();

    /**
     * Notes what there is now.
     *
     * @param event the event's name in the log
     */
    void see(String event, Collection<?> present) {
        Set<Object> now = new HashSet<>(present);
        if (now.equals(seen.getOrDefault(event, Set.of()))) {
            return;
        }
        seen.put(event, now);
        String shown = present.stream()
                .limit(SHOWN_AT_MOST)
                .map(Object::toString)
                .sorted()
                .collect(Collectors.joining("; "));
        LOG.warn(
                "event={} count={} entries=\"{}{}\"",
                event,
                now.size(),
                shown,
                now.size() > SHOWN_AT_MOST ? "; …" : "");
    }
}
