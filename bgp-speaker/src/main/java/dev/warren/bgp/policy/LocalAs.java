package dev.warren.bgp.policy;

import dev.warren.net.Asn;

/**
 * An AS as which we appear to an external neighbour, in OPEN and in AS_PATH, while the network is moved to another AS (RFC 7705
 * section 3).
 *
 * @param asn that AS
 * @param prependsReceived it is put in front of what the neighbour announces ("Local AS"); otherwise the inside doesn't see it
 *     ("No Prepend Inbound")
 * @param replacesOwn on the way out it stands in place of our AS and not before it ("Replace Old AS")
 */
public record LocalAs(Asn asn, boolean prependsReceived, boolean replacesOwn) {
    /** @throws IllegalArgumentException for AS 0 (RFC 7607) */
    public LocalAs {
        if (asn.value() == 0) {
            throw new IllegalArgumentException("AS 0 is nobody's local AS (RFC 7607)");
        }
    }

    /** It stands before our AS on the way out, and in front of what comes in. */
    public static LocalAs of(Asn asn) {
        return new LocalAs(asn, true, false);
    }
}
