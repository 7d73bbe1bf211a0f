package dev.warren.bgp.rib;

/** Why a neighbour gets the best path of a prefix or doesn't. */
public enum ExportReason {
    /** It gets it. */
    ANNOUNCED,
    /** Its session is down. */
    NO_SESSION,
    /** The family was not negotiated. */
    FAMILY,
    /** There is no path. */
    NO_PATH,
    /** It gets several paths, but not as many (RFC 7911). */
    NOT_AMONG_BEST,
    /** It announced the path itself. */
    OWN_PATH,
    /** NO_ADVERTISE is among the communities (RFC 1997). */
    NO_ADVERTISE,
    /** NO_EXPORT or NO_EXPORT_SUBCONFED is, and it is another AS (RFC 1997). */
    NO_EXPORT,
    /** NO_PEER is, and it is a peer (RFC 3765). */
    NO_PEER,
    /** An AS_SET or AS_CONFED_SET is in its AS_PATH, and the neighbour's rules don't allow them (RFC 9774 section 3). */
    AS_SET,
    /** It gets the default route that we make for it instead. */
    DEFAULT_ROUTE,
    /** It is for customers only, and the neighbour is a provider, peer or route server (RFC 9234 section 5). */
    ONLY_TO_CUSTOMER,
    /** An internal path to an internal neighbour, neither of them a client of ours (RFC 4456 section 6). */
    NOT_REFLECTED,
    /** The export filter doesn't let the prefix out. */
    EXPORT_FILTER,
    /** The export policy stops the route. */
    EXPORT_POLICY,
    /** Its attributes are too long for a message to the neighbour, or one of them for any. */
    TOO_LONG,
    /** There is no next hop to announce. */
    NO_NEXT_HOP,
    /** The next hop would be the neighbour itself (RFC 4271 section 5.1.3). */
    ITS_OWN_ADDRESS
}
