package dev.warren.bgp.rib;

import dev.warren.net.IpAddress;
import org.jspecify.annotations.Nullable;

/**
 * Where paths come from: one session of a neighbour in one family, or ourselves. Paths refer to it by its id; when the session ends, all of them
 * are dead with it at once, and the id is given out again when none is left.
 */
final class Source {
    private final int id;
    private final @Nullable RibPeer peer;
    private final int routerId;
    private boolean live = true;
    private int paths;

    Source(int id, @Nullable RibPeer peer, int routerId) {
        this.id = id;
        this.peer = peer;
        this.routerId = routerId;
    }

    int id() {
        return id;
    }

    /** Whose session it is; null for our own routes. */
    @Nullable
    RibPeer peer() {
        return peer;
    }

    boolean isLocal() {
        return peer == null;
    }

    boolean isExternal() {
        return peer != null && peer.settings().external();
    }

    boolean isInternal() {
        return peer != null && !peer.settings().external();
    }

    boolean isClient() {
        return peer != null && peer.settings().policy().routeReflectorClient();
    }

    /** The BGP identifier that the neighbour gave in its OPEN. */
    int routerId() {
        return routerId;
    }

    IpAddress address() {
        return peer == null ? IpAddress.ANY_V4 : peer.settings().address();
    }

    /** How many paths refer to it. */
    int paths() {
        return paths;
    }

    /** One more path refers to it, or one less. */
    void count(int change) {
        paths += change;
    }

    /** True if a path is the same whichever of both it comes from, as far as anybody can see. */
    boolean isLike(Source other) {
        return peer == other.peer && routerId == other.routerId;
    }

    boolean isLive() {
        return live;
    }

    void end() {
        live = false;
    }
}
