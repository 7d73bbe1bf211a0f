package dev.warren.bgp;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** RFC 4724 section 4.1: after a restart, best paths are kept back until they can be chosen. On the RIB thread. */
final class Deferral {
    private static final Logger LOG = LoggerFactory.getLogger(Deferral.class);

    private boolean running;

    /** Keeps back from now on. */
    void begin() {
        running = true;
    }

    /** Time is over. */
    void end() {
        running = false;
    }

    /** True while best paths are kept back; ends as soon as all have said what they have. */
    boolean holds(Neighbours neighbours) {
        if (running && neighbours.stream().allMatch(Neighbour::hasToldAll)) {
            running = false;
            LOG.info("event=deferral-over");
        }
        return running;
    }
}
