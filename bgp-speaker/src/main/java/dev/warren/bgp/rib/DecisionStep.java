package dev.warren.bgp.rib;

/** The steps of the decision process in their order (RFC 4271 section 9.1, RFC 4456 section 9). */
public enum DecisionStep {
    /** Only paths whose next hop can be reached (RFC 4271 section 9.1.2). */
    NEXT_HOP,
    /** Local routes before learned ones. */
    LOCAL,
    /** The greatest weight. */
    WEIGHT,
    /** The greatest LOCAL_PREF. */
    LOCAL_PREFERENCE,
    /** The shortest AS_PATH. */
    AS_PATH_LENGTH,
    /** The lowest ORIGIN. */
    ORIGIN,
    /** The lowest MED among paths of the same neighbouring AS. */
    MED,
    /** External before internal. */
    EXTERNAL,
    /** The lowest metric of the next hop (RFC 4271 section 9.1.2.2 (e)). */
    METRIC,
    /** The lowest router id, of the originator where there is one. */
    ROUTER_ID,
    /** The shortest CLUSTER_LIST. */
    CLUSTER_LIST,
    /** The lowest address. */
    ADDRESS,
    /** The lowest path identifier, of paths that one neighbour announced (RFC 7911). */
    PATH_ID
}
