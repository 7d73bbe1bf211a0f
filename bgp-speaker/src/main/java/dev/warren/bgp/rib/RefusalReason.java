package dev.warren.bgp.rib;

/** Why an announcement was not taken into the table. */
public enum RefusalReason {
    /** The import filter doesn't let the prefix in. */
    IMPORT_FILTER,
    /** The import policy stops the route. */
    IMPORT_POLICY,
    /** Our own AS stands in its AS_PATH (RFC 4271 section 9.1.2). */
    AS_LOOP,
    /** An external neighbour's AS is not the first of its AS_PATH (RFC 4271 section 6.3). */
    FIRST_AS,
    /** Its AS_PATH has a set: treat-as-withdraw where the neighbour's rules don't allow them (RFC 9774 section 3). */
    AS_SET,
    /** We are its ORIGINATOR_ID (RFC 4456 section 8). */
    ORIGINATOR_LOOP,
    /** Our cluster stands in its CLUSTER_LIST (RFC 4456 section 8). */
    CLUSTER_LOOP,
    /** The next hop is ours, unspecified, reserved, multicast, loopback or link-local, or of a family that can't serve. */
    NEXT_HOP,
    /** A route leak: its ONLY_TO_CUSTOMER says that it shouldn't come from there (RFC 9234 section 5). */
    ROUTE_LEAK,
    /** The neighbour has as many paths of the prefix as we take from one. */
    TOO_MANY_PATHS,
    /** An attribute was malformed: treat-as-withdraw (RFC 7606). */
    MALFORMED,
    /**
     * An attribute has more than 65,535 octets as it is kept, with four-octet AS numbers and what import adds: treat-as-withdraw, as
     * nobody could be told of it.
     */
    TOO_LONG,
    /** The attributes that the neighbour brought would take more octets than its limit: its session is to end. */
    ATTRIBUTE_LIMIT,
    /** The family was not negotiated. */
    FAMILY
}
