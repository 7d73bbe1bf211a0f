package dev.warren.bgp.fsm;

/** What was before a session, as far as our OPEN says so (RFC 4724 section 3). */
enum Past {
    /** Nothing: we have started without what an earlier speaker had. */
    NOTHING,
    /** We have restarted, and forwarded meanwhile if we do so at all. */
    RESTART,
    /** A session with the neighbour; we have been here all the time. */
    SESSION;

    static Past of(FsmConfig config) {
        return config.offer().restart().stream().anyMatch(Offer.Restart::restarting) ? RESTART : NOTHING;
    }

    boolean hasKept() {
        return this != NOTHING;
    }
}
