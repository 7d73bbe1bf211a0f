package dev.warren.router.forwarding;

import dev.warren.bgp.Path;

/** Why an entry is there: every entry that the router writes has one. */
public sealed interface Reason {

    /** It is the tunnel address of a peer, which is always its own. */
    record TunnelAddress() implements Reason {}

    /**
     * BGP chose it.
     *
     * @param path the best path of the Loc-RIB
     */
    record BestPath(Path path) implements Reason {}
}
