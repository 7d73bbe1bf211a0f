package dev.warren.bgp.rib;

import dev.warren.net.Prefix;

/** What happened in the RIB beside changes of best paths, which are for a {@link BestPathReader}. */
public sealed interface RibEvent {
    /** An announcement was not taken. */
    record Refused(RibPeer peer, Prefix prefix, RefusalReason reason) implements RibEvent {}

    /** A neighbour announced more than it may: its session is to end. Told once per session. */
    record PrefixLimitExceeded(RibPeer peer) implements RibEvent {}

    /** The attributes of a prefix, and of others with it, are too long for a message: it is withdrawn from some neighbours. */
    record AttributesTooLong(Prefix prefix) implements RibEvent {}
}
