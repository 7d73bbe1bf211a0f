package dev.warren.bgp;

import dev.warren.net.Prefix;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Builds the table of best paths from events alone, and keeps the others. */
final class RecordingListener implements SpeakerListener {
    private final Map<Prefix, Path> best = new TreeMap<>();
    private final List<Prefix> lost = new ArrayList<>();
    private final List<SpeakerEvent> others = new ArrayList<>();

    @Override
    public synchronized void onEvents(List<SpeakerEvent> events) {
        for (SpeakerEvent event : events) {
            if (event instanceof SpeakerEvent.BestPathChanged(Prefix prefix, Optional<Path> path, var _)) {
                path.ifPresentOrElse(present -> best.put(prefix, present), () -> lose(prefix));
            } else {
                others.add(event);
            }
        }
    }

    private void lose(Prefix prefix) {
        best.remove(prefix);
        lost.add(prefix);
    }

    /** The prefixes that had no path any more at some time. */
    synchronized List<Prefix> lost() {
        return List.copyOf(lost);
    }

    synchronized Map<Prefix, Path> best() {
        return new TreeMap<>(best);
    }

    synchronized List<SpeakerEvent> others() {
        return List.copyOf(others);
    }

    boolean has(String prefix) {
        return best().containsKey(Prefix.parse(prefix));
    }

    Path path(String prefix) {
        return Optional.ofNullable(best().get(Prefix.parse(prefix))).orElseThrow();
    }
}
