package dev.warren.bgp.fsm;

import dev.warren.net.IpFamily;
import java.util.Set;

/**
 * What our OPEN offers (RFC 5492). Route refresh and four-octet AS numbers are always among it.
 *
 * @param families what we exchange
 * @param extendedMessages we take messages of up to 65,535 octets (RFC 8654)
 * @param enhancedRefresh we frame answers to ROUTE-REFRESH (RFC 7313)
 */
public record Offer(Set<IpFamily> families, boolean extendedMessages, boolean enhancedRefresh) {
    public Offer {
        families = Set.copyOf(families);
    }

    /** These families, and all else that has no settings of its own. */
    public static Offer of(Set<IpFamily> families) {
        return new Offer(families, true, true);
    }
}
