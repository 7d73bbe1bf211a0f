package dev.warren.bgp.rib;

import dev.warren.net.IpFamily;
import dev.warren.net.Prefix;
import java.util.Optional;

/** What happened in the RIB beside changes of best paths, which are for a {@link BestPathReader}. */
public sealed interface RibEvent {
    /** An announcement was not taken. */
    record Refused(RibPeer peer, RefusedRoute route) implements RibEvent {}

    /**
     * A neighbour announced more than it may, or would get more: its session is to end. Told once per session.
     *
     * @param limit of the family, or of both together
     * @param out true for what it gets from us
     */
    record PrefixLimitExceeded(RibPeer peer, IpFamily family, int limit, boolean out) implements RibEvent {}

    /**
     * A neighbour is near a limit. Told once per session, limit and direction.
     *
     * @param family of the limit; empty for both together
     */
    record PrefixLimitNear(RibPeer peer, Optional<IpFamily> family, int count, int limit, boolean out)
            implements RibEvent {}

    /**
     * The attributes that came with a neighbour take more octets than they may: its session is to end. Told once per session.
     */
    record AttributeLimitExceeded(RibPeer peer, int limit) implements RibEvent {}

    /** They are near that limit. Told once per session. */
    record AttributeLimitNear(RibPeer peer, long octets, int limit) implements RibEvent {}

    /** A neighbour has another import policy, and what the one before stopped is to be asked for again (RFC 2918). */
    record RefreshWanted(RibPeer peer) implements RibEvent {}

    /** The attributes of a prefix, and of others with it, are too long for a message: it is withdrawn from some neighbours. */
    record AttributesTooLong(Prefix prefix) implements RibEvent {}

    /** An error of ours with a route on its way out: it, and others with its attributes, are withdrawn from some neighbours. */
    record Unsendable(Prefix prefix, RuntimeException cause) implements RibEvent {}
}
