package dev.warren.router.sync;

import dev.warren.net.Prefix;
import dev.warren.net.PublicKey;
import dev.warren.router.fib.FibTarget;
import dev.warren.router.forwarding.Target;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The edge to WireGuard and the kernel. Every method throws {@link IOException} when the device or the kernel refuses or is
 * gone; what was written before stays, and the next pass finds out by {@link #read}. Called on the synchroniser's thread.
 */
public interface ForwardingEdge {

    /**
     * Makes sure that everything around the prefixes is in place: the tunnel interface, its peers, the policy rules, the
     * routes of last resort, the firewall. Repairs what is missing; idempotent.
     *
     * @return the number of things that it had to repair
     */
    int prepare() throws IOException;

    /** The route that leads to a target; empty where there is none to write, or its interface is not there. */
    Optional<FibTarget> route(Target target);

    /** What is written now. */
    Installed read() throws IOException;

    /** Adds each prefix to its peer; one that another peer has moves. */
    void addAllowedIps(Map<Prefix, PublicKey> gains) throws IOException;

    /** Removes each prefix from the peer that has it. */
    void removeAllowedIps(Map<Prefix, PublicKey> losses) throws IOException;

    /**
     * Adds or replaces routes of the overlay table.
     *
     * @return the prefixes that got none, because a route of another maker has their place; they are tried again by full
     *     comparisons
     */
    Set<Prefix> putRoutes(Map<Prefix, FibTarget> gains) throws IOException;

    /** Removes routes of the overlay table; one that is gone already is no error. */
    void removeRoutes(Set<Prefix> losses) throws IOException;
}
