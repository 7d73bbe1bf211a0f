package dev.warren.bgp.rib;

import dev.warren.net.Prefix;
import java.util.Optional;

/** What happened in the RIB. */
public sealed interface RibEvent {
    /** A prefix has another best path, or none any more. */
    record BestChanged(Prefix prefix, Optional<RibPath> best) implements RibEvent {}

    /** An announcement was not taken. */
    record Refused(RibPeer peer, Prefix prefix, RefusalReason reason) implements RibEvent {}

    /** A neighbour announced more than it may: its session is to end. Told once per session. */
    record PrefixLimitExceeded(RibPeer peer) implements RibEvent {}
}
