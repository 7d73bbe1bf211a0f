package dev.warren.topology.plan;

/** What a BGP neighbour is. */
public enum NeighbourRole {
    /** Another hub, by iBGP through the tunnel. */
    HUB,
    /** A site of this hub that speaks BGP, through the tunnel. */
    SITE,
    /** A router of another AS beside this hub, outside of any tunnel. */
    UPSTREAM
}
