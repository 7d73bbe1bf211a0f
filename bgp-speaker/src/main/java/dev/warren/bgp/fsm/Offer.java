package dev.warren.bgp.fsm;

import dev.warren.bgp.wire.Role;
import dev.warren.net.IpFamily;
import java.util.Optional;
import java.util.Set;

/**
 * What our OPEN offers (RFC 5492). Route refresh and four-octet AS numbers are always among it.
 *
 * @param families what we exchange
 * @param extendedMessages we take messages of up to 65,535 octets (RFC 8654)
 * @param enhancedRefresh we frame answers to ROUTE-REFRESH (RFC 7313)
 * @param restart graceful restart (RFC 4724); empty if we know nothing of it
 * @param role what we are to an external neighbour (RFC 9234); empty if that isn't said
 * @param strictRole the neighbour has to say its role too
 * @param extendedNextHop IPv4 routes may have IPv6 next hops (RFC 8950)
 * @param pathsIn the families of which the neighbour may announce several paths of a prefix (RFC 7911)
 * @param pathsOut the families of which we may
 */
public record Offer(
        Set<IpFamily> families,
        boolean extendedMessages,
        boolean enhancedRefresh,
        Optional<Restart> restart,
        Optional<Role> role,
        boolean strictRole,
        boolean extendedNextHop,
        Set<IpFamily> pathsIn,
        Set<IpFamily> pathsOut) {

    /**
     * Our side of graceful restart. Notification support (RFC 8538) is always among it.
     *
     * @param restarting we have just restarted: told until the first session is established
     * @param time how many seconds we may be away, 0 to 4,095
     * @param kept whose routes are to be kept meanwhile; none for one who only helps others
     * @param forwarding packets are forwarded meanwhile
     */
    public record Restart(boolean restarting, int time, Set<IpFamily> kept, boolean forwarding) {
        /** Only helps others. */
        public static final Restart HELPER = new Restart(false, 0, Set.of(), false);

        public Restart {
            kept = Set.copyOf(kept);
        }
    }

    public Offer {
        families = Set.copyOf(families);
        pathsIn = Set.copyOf(pathsIn);
        pathsOut = Set.copyOf(pathsOut);
    }

    /** These families, and all else that has no settings of its own. */
    public static Offer of(Set<IpFamily> families) {
        return new Offer(
                families, true, true, Optional.of(Restart.HELPER), Optional.empty(), false, false, Set.of(), Set.of());
    }
}
