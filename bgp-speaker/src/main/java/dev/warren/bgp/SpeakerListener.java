package dev.warren.bgp;

import java.util.List;

/** Hears what the speaker does. Called on the RIB thread: it must not block. What it throws is logged and otherwise ignored. */
@FunctionalInterface
public interface SpeakerListener {
    /** Events in the order in which they happened; at most a few thousand at once. */
    void onEvents(List<SpeakerEvent> events);
}
