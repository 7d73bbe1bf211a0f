package dev.warren.bgp.rib;

import dev.warren.bgp.wire.Community;
import dev.warren.bgp.wire.PathAttributes;
import java.util.Optional;

/**
 * One way to a prefix, as it was when it was asked for.
 *
 * @param from who announced it; empty for a local route
 * @param attributes its attributes, after the import policy
 * @param weight what the import policy gave it, 0 to 65,535
 * @param pathId the path identifier that it came with, unsigned (RFC 7911); 0 where it came without
 */
public record RibPath(Optional<RibPeer> from, PathAttributes attributes, int weight, int pathId) {
    /** True if what goes there is to be discarded (RFC 7999). */
    public boolean isDiscard() {
        return from.stream().anyMatch(peer -> peer.settings().policy().honoursBlackhole())
                && attributes.communities().contains(Community.BLACKHOLE);
    }

    /** True if an external neighbour announced it. */
    public boolean isExternal() {
        return from.isPresent() && from.get().settings().external();
    }

    /** True if an internal neighbour announced it. */
    public boolean isInternal() {
        return from.isPresent() && !from.get().settings().external();
    }
}
