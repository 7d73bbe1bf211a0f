package dev.warren.bgp.rib;

import dev.warren.bgp.wire.PathAttributes;
import dev.warren.net.IpFamily;
import dev.warren.net.Prefix;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What to send to a neighbour next: withdrawals, then announcements, then End-of-RIB markers.
 *
 * @param withdrawn prefixes by family
 * @param announced prefixes by family and by the attributes that they share: one entry per interned object
 * @param endOfRib families whose table is sent in full
 */
public record OutgoingRoutes(
        Map<IpFamily, List<Prefix>> withdrawn,
        Map<IpFamily, Map<PathAttributes, List<Prefix>>> announced,
        Set<IpFamily> endOfRib) {
    /** True if there is nothing in it. */
    public boolean isEmpty() {
        return withdrawn.isEmpty() && announced.isEmpty() && endOfRib.isEmpty();
    }
}
