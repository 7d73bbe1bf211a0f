package dev.warren.bgp;

import dev.warren.bgp.fsm.PeerAs;
import dev.warren.bgp.session.RangeSecurity;
import dev.warren.net.Asn;
import dev.warren.net.IpAddress;
import dev.warren.net.IpFamily;
import dev.warren.net.Prefix;
import java.time.Duration;
import java.util.Optional;

/**
 * Dynamic neighbours: whoever connects from these addresses is one, as long as he does. Of ranges that hold an address the longest
 * prefix counts; a configured neighbour's address is his alone. We never connect to them. One that
 * is shut down keeps his place until he is brought up again or removed. One whose session was reset is held back as long as any
 * other would be ({@link PrefixLimits#restart}): he keeps his place until then, or, if it is needed, his address is remembered, of at
 * most {@code limit} addresses those that are held back longest.
 *
 * @param prefix the addresses
 * @param interfaceName where link-local ones are; only for those
 * @param asn which AS they may be of
 * @param group their settings; BFD watches over one from its first session on, until it is forgotten
 * @param limit how many there may be at once, 1 to 10,000; who has no connection makes room for others, unless he is shut down
 * @param linger how long one without a session is remembered at least, a second to a day
 */
public record NeighbourRange(
        Prefix prefix, Optional<String> interfaceName, PeerAs asn, NeighbourGroup group, int limit, Duration linger) {
    private static final int DEFAULT_LIMIT = 100;

    /** At most a hundred, remembered for a minute. */
    public NeighbourRange(Prefix prefix, PeerAs asn, NeighbourGroup group) {
        this(prefix, Optional.empty(), asn, group, DEFAULT_LIMIT, Duration.ofMinutes(1));
    }

    /** @throws IllegalArgumentException if a value is out of its range, or the group's settings aren't good for a neighbour */
    public NeighbourRange {
        boolean linkLocal = prefix.family() == IpFamily.V6 && prefix.address().isLinkLocal();
        require(
                linkLocal == interfaceName.isPresent(),
                prefix,
                "an interface belongs to link-local addresses and no others");
        require(limit >= 1 && limit <= 10_000, prefix, "a limit of " + limit + " is not 1 to 10000");
        require(
                linger.compareTo(Duration.ofSeconds(1)) >= 0 && linger.compareTo(Duration.ofDays(1)) <= 0,
                prefix,
                "to linger " + linger + " is not a second to a day");
        config(group, first(prefix), interfaceName, asn.first()); // throws what it can't be
    }

    private static void require(boolean holds, Prefix prefix, String complaint) {
        if (!holds) {
            throw new IllegalArgumentException("neighbours from " + prefix + ": " + complaint);
        }
    }

    private static IpAddress first(Prefix prefix) {
        IpAddress first = prefix.address();
        return prefix.length() == 8 * prefix.family().bytes()
                ? first
                : new IpAddress(first.family(), first.high(), first.low() | 1);
    }

    /** One of the neighbours. */
    NeighbourConfig example(Asn ours) {
        return neighbour(first(prefix), ours);
    }

    /** How connections from there are protected. */
    RangeSecurity security(Asn ours) {
        return new RangeSecurity(
                prefix, interfaceName, example(ours).transport().security());
    }

    /** The addresses, for people. */
    String where() {
        return prefix + interfaceName.map(name -> "%" + name).orElse("");
    }

    /** True if the other one is of the same addresses. */
    boolean isWhere(NeighbourRange other) {
        return prefix.equals(other.prefix) && interfaceName.equals(other.interfaceName);
    }

    /** True if somebody from there is meant. */
    boolean holds(IpAddress address, Optional<String> itsInterface) {
        return prefix.contains(address) && interfaceName.equals(itsInterface);
    }

    /** The neighbour with an address; its AS is one of those that it may be of. */
    NeighbourConfig neighbour(IpAddress address, Asn ours) {
        return config(group, address, interfaceName, asn.any(ours));
    }

    private static NeighbourConfig config(
            NeighbourGroup group, IpAddress address, Optional<String> interfaceName, Asn asn) {
        String zone = interfaceName.map(name -> "%" + name).orElse("");
        return NeighbourConfig.builder(group.name() + "-" + address + zone, address, asn)
                .group(group)
                .transport(t -> {
                    t.passive(true);
                    interfaceName.ifPresent(t::interfaceName);
                })
                .build();
    }
}
