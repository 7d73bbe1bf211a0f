package dev.warren.bgp;

import dev.warren.bgp.policy.LocalAs;
import dev.warren.bgp.rib.MedRules;
import dev.warren.bgp.rib.Multipath;
import dev.warren.net.Asn;
import dev.warren.net.RouterId;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a speaker is.
 *
 * @param asn our AS, not 0 (RFC 7607)
 * @param routerId our BGP identifier, also the cluster id of a route reflector
 * @param listen the addresses to listen on; may be empty
 * @param neighbours whom to speak with; names and addresses are unique
 * @param ranges from where others may come; no prefix stands twice for one interface
 * @param med how MULTI_EXIT_DISC is compared
 * @param restarting this speaker takes over from one that ended, and packets were forwarded all the time: best paths are
 *     neither announced nor told to listeners until all neighbours for whom we are a {@link RestartConfig#restarter} have said what they
 *     have, or this time is over (RFC 4724 section 4.1); empty for a first start
 * @param multipath how many paths of a prefix are used at once
 */
public record SpeakerConfig(
        Asn asn,
        RouterId routerId,
        List<InetSocketAddress> listen,
        List<NeighbourConfig> neighbours,
        List<NeighbourRange> ranges,
        MedRules med,
        Multipath multipath,
        Optional<Duration> restarting) {

    /** A speaker that starts for the first time. */
    public SpeakerConfig(Asn asn, RouterId routerId, List<InetSocketAddress> listen, List<NeighbourConfig> neighbours) {
        this(asn, routerId, listen, neighbours, List.of(), MedRules.STANDARD, Multipath.OFF, Optional.empty());
    }

    /** A speaker that compares MED as RFC 4271 says, and uses the best path of a prefix only. */
    public SpeakerConfig(
            Asn asn,
            RouterId routerId,
            List<InetSocketAddress> listen,
            List<NeighbourConfig> neighbours,
            List<NeighbourRange> ranges,
            Optional<Duration> restarting) {
        this(asn, routerId, listen, neighbours, ranges, MedRules.STANDARD, Multipath.OFF, restarting);
    }

    /** A speaker without dynamic neighbours. */
    public SpeakerConfig(
            Asn asn,
            RouterId routerId,
            List<InetSocketAddress> listen,
            List<NeighbourConfig> neighbours,
            Optional<Duration> restarting) {
        this(asn, routerId, listen, neighbours, List.of(), MedRules.STANDARD, Multipath.OFF, restarting);
    }

    /** The same, but several paths of a prefix may be used at once. */
    public SpeakerConfig withMultipath(Multipath several) {
        return new SpeakerConfig(asn, routerId, listen, neighbours, ranges, med, several, restarting);
    }

    /** @throws IllegalArgumentException if the AS is 0 or a neighbour's name or address stands twice */
    public SpeakerConfig {
        listen = List.copyOf(listen);
        neighbours = List.copyOf(neighbours);
        ranges = List.copyOf(ranges);
        if (asn.value() == 0) {
            throw new IllegalArgumentException("AS 0 is never a speaker's own (RFC 7607)");
        }
        Set<Object> seen = new HashSet<>();
        for (NeighbourRange range : ranges) {
            if (!seen.add(List.of(range.prefix(), range.interfaceName()))) {
                throw new IllegalArgumentException("neighbours from " + range.prefix() + " stand twice");
            }
        }
        requireDistinct(asn, neighbours);
    }

    /** @throws IllegalArgumentException if a neighbour's name or address stands twice, or its local AS isn't a third one */
    static void requireDistinct(Asn own, List<NeighbourConfig> neighbours) {
        Set<Object> seen = new HashSet<>();
        for (NeighbourConfig neighbour : neighbours) {
            Object place = List.of(neighbour.address(), neighbour.transport().interfaceName());
            if (!seen.add(neighbour.name()) || !seen.add(place)) {
                throw new IllegalArgumentException("neighbour " + neighbour.name() + " " + neighbour.address()
                        + ": another one has the same name or address");
            }
            requireOther(own, neighbour);
        }
    }

    /** RFC 7705 section 3: the local AS is a third one. */
    private static void requireOther(Asn own, NeighbourConfig neighbour) {
        Optional<Asn> local = neighbour.policy().asPath().localAs().map(LocalAs::asn);
        if (local.isPresent() && (neighbour.asn().equals(own) || local.get().equals(own))) {
            throw new IllegalArgumentException("neighbour " + neighbour.name() + ": local AS " + local.get()
                    + " is for an external neighbour, and not our own AS");
        }
    }
}
