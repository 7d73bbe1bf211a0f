package dev.warren.bgp.rib;

import dev.warren.bgp.wire.Role;
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
    private final int tag;
    private boolean live = true;
    private boolean forgotten;
    private final int onlyToCustomer;
    private int paths;
    private boolean reconsidered;

    private Source(int id, @Nullable RibPeer peer, int routerId, int tag) {
        this.id = id;
        this.peer = peer;
        this.routerId = routerId;
        this.onlyToCustomer = peer == null ? 0 : mark(peer.settings());
        this.tag = tag;
    }

    private static int mark(PeerSettings from) {
        boolean marks = from.role().stream().anyMatch(Role::marksWhatComesIn);
        return marks ? (int) from.asn().value() : 0;
    }

    /** A session of a neighbour with the BGP identifier that it gave in its OPEN. */
    static Source session(int id, RibPeer peer, int routerId) {
        return new Source(id, peer, routerId, 0);
    }

    /** Ourselves, for routes with one tag. */
    static Source local(int id, int tag) {
        return new Source(id, null, -1, tag);
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

    /**
     * The AS that ONLY_TO_CUSTOMER of its routes has if they came without (RFC 9234 section 5); 0 if they needn't have it. It is added
     * where they go out.
     */
    int impliedOnlyToCustomer() {
        return onlyToCustomer;
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

    /** The tag of local routes. */
    int tag() {
        return tag;
    }

    /** True while {@link SoftImport} looks at its paths again. */
    boolean isReconsidered() {
        return reconsidered;
    }

    void reconsidered(boolean goesOn) {
        reconsidered = goesOn;
    }

    boolean isLive() {
        return live;
    }

    void end() {
        live = false;
    }

    /** True if its id may be another one's. */
    boolean isForgotten() {
        return forgotten;
    }

    /** Its id is given back. */
    void forget() {
        forgotten = true;
    }
}
