package dev.warren.bgp.fsm;

import dev.warren.bgp.wire.Capability;
import dev.warren.net.IpFamily;
import java.util.EnumSet;
import java.util.Set;

/**
 * What graceful restart means for a session (RFC 4724 section 4).
 *
 * @param restarted the neighbour has just restarted
 * @param notification routes are kept after a NOTIFICATION as well, unless it is a hard reset (RFC 8538): both offered that
 * @param time how many seconds the neighbour may be away, 0 to 4,095
 * @param kept the families whose routes are to be kept while it is away
 * @param forwarding those of them by whose routes it has forwarded all the time
 */
public record PeerRestart(
        boolean restarted, boolean notification, int time, Set<IpFamily> kept, Set<IpFamily> forwarding) {
    public PeerRestart {
        kept = Set.copyOf(kept);
        forwarding = Set.copyOf(forwarding);
    }

    /** What follows from the neighbour's capability for the families of the session; we always offer notification support. */
    static PeerRestart of(Capability.GracefulRestart theirs, Set<IpFamily> families) {
        Set<IpFamily> kept = EnumSet.noneOf(IpFamily.class);
        Set<IpFamily> forwarding = EnumSet.noneOf(IpFamily.class);
        for (Capability.GracefulRestart.Kept entry : theirs.entries()) {
            entry.family().unicast().filter(families::contains).ifPresent(family -> {
                kept.add(family);
                if (entry.forwarding()) {
                    forwarding.add(family);
                }
            });
        }
        return new PeerRestart(theirs.restarted(), theirs.notification(), theirs.time(), kept, forwarding);
    }
}
