package dev.warren.topology;

import dev.warren.net.Asn;
import dev.warren.net.IpAddress;
import dev.warren.net.IpFamily;
import dev.warren.net.PrefixRange;
import java.util.List;
import java.util.Optional;

/**
 * A router of another AS beside a hub. One session carries both families.
 *
 * @param name its name
 * @param hub the name of its hub
 * @param interfaceName the hub's interface towards it
 * @param asn its AS, never the overlay's
 * @param addresses the ends of the session, of which the hub's is on that link; empty for an unnumbered upstream: both sides use their
 *     link-local addresses, which router advertisements tell, and IPv4 routes have IPv6 next hops (RFC 8950)
 * @param nextHops the hub's addresses to announce as next hops: at most one of each family; a family without one isn't announced. Empty
 *     for an unnumbered upstream, which gets both families
 * @param accept what the hub believes it
 * @param announce what the hub tells it
 * @param passive true if the hub waits for its connection
 * @param protection what watches over the session
 */
public record Upstream(
        String name,
        String hub,
        String interfaceName,
        Asn asn,
        Optional<SessionAddresses> addresses,
        List<IpAddress> nextHops,
        List<PrefixRange> accept,
        List<PrefixRange> announce,
        boolean passive,
        SessionProtection protection) {

    /** Copies the lists. */
    public Upstream {
        nextHops = List.copyOf(nextHops);
        accept = List.copyOf(accept);
        announce = List.copyOf(announce);
    }

    /** True if the session's addresses aren't told but found on the link. */
    public boolean isUnnumbered() {
        return addresses.isEmpty();
    }

    /** The next hop to announce for a family. */
    public Optional<IpAddress> nextHop(IpFamily family) {
        return nextHops.stream().filter(hop -> hop.family() == family).findFirst();
    }
}
