package dev.warren.bgp;

/** What both sides of a session offered in their OPENs (RFC 5492), beside families. */
public enum NegotiatedCapability {
    /** RFC 2918. */
    ROUTE_REFRESH,
    /** RFC 6793. */
    FOUR_OCTET_AS,
    /** RFC 7313. */
    ENHANCED_REFRESH,
    /** RFC 8950. */
    EXTENDED_NEXT_HOP,
    /** RFC 7911, of one family at least: several paths of a prefix from the neighbour. */
    ADD_PATH_IN,
    /** RFC 7911, of one family at least: several paths of a prefix to the neighbour. */
    ADD_PATH_OUT,
    /** RFC 8654. */
    EXTENDED_MESSAGES,
    /** RFC 4724. */
    GRACEFUL_RESTART
}
