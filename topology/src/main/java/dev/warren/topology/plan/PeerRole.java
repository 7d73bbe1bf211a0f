package dev.warren.topology.plan;

/** What a WireGuard peer is. */
public enum PeerRole {
    /** Another hub, in full mesh. */
    HUB,
    /** A site of this hub. */
    SITE
}
