package dev.warren.bgp.bfd.udp;

import dev.warren.bgp.bfd.BfdAction;

/** Hears of a session's states. On the thread of {@link BfdService}; must not block. */
@FunctionalInterface
public interface BfdListener {
    /** The session is in another state. */
    void changed(BfdAction.StateChanged change);
}
