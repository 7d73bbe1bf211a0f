package dev.warren.bgp.rib;

import java.util.function.Consumer;

/** Whether a neighbour's {@link OctetAccount} has room, and the telling of it once in a session where it is nearly full or has none. */
final class AttributeRoom {
    private final Consumer<RibEvent> events;

    AttributeRoom(Consumer<RibEvent> events) {
        this.events = events;
    }

    /** True if what has just come may stay. Of one that is away only stale routes are there, and no session is to end. */
    boolean isLeft(RibPeer peer) {
        OctetAccount account = peer.account();
        if (peer.isUp() && account.warns()) {
            events.accept(new RibEvent.AttributeLimitNear(peer, account.octets(), account.limit()));
        }
        if (peer.isUp() && account.isOver() && account.exceed()) {
            events.accept(new RibEvent.AttributeLimitExceeded(peer, account.limit()));
        }
        return !account.isOver();
    }
}
