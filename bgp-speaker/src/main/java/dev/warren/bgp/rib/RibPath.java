package dev.warren.bgp.rib;

import dev.warren.bgp.wire.PathAttributes;
import java.util.Optional;

/**
 * One way to a prefix. The prefixes of one family of one UPDATE share the object.
 *
 * @param from who announced it; empty for a local route
 * @param session in which of its sessions; paths of an earlier one are dead
 * @param attributes its attributes, interned
 */
public record RibPath(Optional<RibPeer> from, int session, PathAttributes attributes) {
    static RibPath local(PathAttributes attributes) {
        return new RibPath(Optional.empty(), 0, attributes);
    }

    static RibPath of(RibPeer peer, PathAttributes attributes) {
        return new RibPath(Optional.of(peer), peer.session(), attributes);
    }

    /** False once the session that it came in is over. */
    boolean isLive() {
        return from.isEmpty() || from.get().session() == session;
    }

    boolean isFrom(Optional<RibPeer> peer) {
        return from.equals(peer);
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
