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
 * @param address the neighbour's address
 * @param localAddress the hub's address on that link, of the same family
 * @param nextHops the hub's addresses to announce as next hops: at most one of each family; a family without one isn't announced
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
        IpAddress address,
        IpAddress localAddress,
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

    /** The next hop to announce for a family. */
    public Optional<IpAddress> nextHop(IpFamily family) {
        return nextHops.stream().filter(hop -> hop.family() == family).findFirst();
    }
}
