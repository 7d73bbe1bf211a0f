package dev.warren.bgp;

import dev.warren.bgp.policy.LocalAs;
import dev.warren.bgp.rib.MedRules;
import dev.warren.bgp.rib.Multipath;
import dev.warren.bgp.session.Place;
import dev.warren.net.Asn;
import dev.warren.net.RouterId;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a speaker is. Make it with {@link #builder}.
 *
 * @param asn our AS, not 0 (RFC 7607)
 * @param routerId our BGP identifier (RFC 6286)
 * @param clusterId the cluster of which we are a route reflector (RFC 4456 section 7): several reflectors with the same clients say
 *     the same, and refuse what has passed one of them; by default the router id
 * @param listen the addresses to listen on; may be empty
 * @param neighbours whom to speak with; names and addresses are unique, link-local ones on their interface; with as many as may come from ranges at most 16,000
 * @param ranges from where others may come; no prefix stands twice for one interface
 * @param med how MULTI_EXIT_DISC is compared
 * @param multipath how many paths of a prefix are used at once
 * @param restarting this speaker takes over from one that ended, and packets were forwarded all the time: best paths are
 *     neither announced nor told to listeners until all neighbours for whom we are a {@link RestartConfig#restarter} have said what they
 *     have, or this time is over, one second to one day (RFC 4724 section 4.1); empty for a first start
 */
public record SpeakerConfig(
        Asn asn,
        RouterId routerId,
        RouterId clusterId,
        List<InetSocketAddress> listen,
        List<NeighbourConfig> neighbours,
        List<NeighbourRange> ranges,
        MedRules med,
        Multipath multipath,
        Optional<Duration> restarting) {

    /** How many neighbours there may be: the RIB tells so many apart. */
    static final int MAX_NEIGHBOURS = 16_000;

    private static final Duration MIN_RESTARTING = Duration.ofSeconds(1);
    private static final Duration MAX_RESTARTING = Duration.ofDays(1);

    /** A speaker of which nothing but this differs from the builder's defaults. */
    public SpeakerConfig(Asn asn, RouterId routerId, List<InetSocketAddress> listen, List<NeighbourConfig> neighbours) {
        this(
                asn,
                routerId,
                routerId,
                listen,
                neighbours,
                List.of(),
                MedRules.STANDARD,
                Multipath.OFF,
                Optional.empty());
    }

    /**
     * Starts with a speaker that listens nowhere, has no neighbours, compares MED as RFC 4271 says, uses the best path of a prefix
     * only, and starts for the first time.
     */
    public static Builder builder(Asn asn, RouterId routerId) {
        return new Builder(asn, routerId);
    }

    /**
     * @throws IllegalArgumentException if the AS is 0, there can be more than 16,000 neighbours, a neighbour's name or address or a range
     *     stands twice, a neighbour's local AS isn't a third one, or the restart takes less than a second or more than a day
     */
    public SpeakerConfig {
        listen = List.copyOf(listen);
        neighbours = List.copyOf(neighbours);
        ranges = List.copyOf(ranges);
        if (asn.value() == 0) {
            throw new IllegalArgumentException("AS 0 is never a speaker's own (RFC 7607)");
        }
        if (restarting.stream()
                .anyMatch(time -> time.compareTo(MIN_RESTARTING) < 0 || time.compareTo(MAX_RESTARTING) > 0)) {
            throw new IllegalArgumentException("restart takes one second to one day, not " + restarting.get());
        }
        Set<Object> seen = new HashSet<>();
        for (NeighbourRange range : ranges) {
            if (!seen.add(List.of(range.prefix(), range.interfaceName()))) {
                throw new IllegalArgumentException("neighbours from " + range.where() + " stand twice");
            }
        }
        requireRoom(neighbours, ranges);
        requireDistinct(asn, neighbours);
    }

    /** @throws IllegalArgumentException if there can be more than 16,000 neighbours */
    static void requireRoom(List<NeighbourConfig> neighbours, List<NeighbourRange> ranges) {
        long all = neighbours.size()
                + ranges.stream().mapToLong(NeighbourRange::limit).sum();
        if (all > MAX_NEIGHBOURS) {
            throw new IllegalArgumentException("with those that may come from ranges there are up to " + all
                    + " neighbours: at most " + MAX_NEIGHBOURS);
        }
    }

    /** @throws IllegalArgumentException if a neighbour's name or address stands twice, or its local AS isn't a third one */
    static void requireDistinct(Asn own, List<NeighbourConfig> neighbours) {
        Set<String> names = new HashSet<>();
        Map<Place, String> places = new HashMap<>();
        for (NeighbourConfig neighbour : neighbours) {
            if (!names.add(neighbour.name())) {
                throw new IllegalArgumentException("neighbour " + neighbour.name() + " " + neighbour.address()
                        + ": another one has the same name");
            }
            Place place = Place.of(neighbour.address(), neighbour.transport().interfaceName());
            String other = places.putIfAbsent(place, neighbour.name());
            if (other != null) {
                throw new IllegalArgumentException(
                        "neighbour " + neighbour.name() + " " + neighbour.address() + ": neighbour " + other
                                + " has the same address, and only link-local ones differ by interface");
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

    /** Collects what differs from the defaults. Not thread-safe. */
    public static final class Builder {
        private final Asn asn;
        private final RouterId routerId;
        private RouterId clusterId;
        private List<InetSocketAddress> listen = List.of();
        private List<NeighbourConfig> neighbours = List.of();
        private List<NeighbourRange> ranges = List.of();
        private MedRules med = MedRules.STANDARD;
        private Multipath multipath = Multipath.OFF;
        private Optional<Duration> restarting = Optional.empty();

        private Builder(Asn asn, RouterId routerId) {
            this.asn = asn;
            this.routerId = routerId;
            this.clusterId = routerId;
        }

        /** See {@link SpeakerConfig#clusterId}. */
        public Builder clusterId(RouterId shared) {
            clusterId = shared;
            return this;
        }

        /** See {@link SpeakerConfig#listen}. */
        public Builder listen(InetSocketAddress... addresses) {
            listen = List.of(addresses);
            return this;
        }

        /** See {@link SpeakerConfig#neighbours}. */
        public Builder neighbours(List<NeighbourConfig> all) {
            neighbours = all;
            return this;
        }

        /** See {@link SpeakerConfig#ranges}. */
        public Builder ranges(List<NeighbourRange> all) {
            ranges = all;
            return this;
        }

        /** See {@link SpeakerConfig#med}. */
        public Builder med(MedRules rules) {
            med = rules;
            return this;
        }

        /** See {@link SpeakerConfig#multipath}. */
        public Builder multipath(Multipath several) {
            multipath = several;
            return this;
        }

        /** See {@link SpeakerConfig#restarting}. */
        public Builder restarting(Duration limit) {
            restarting = Optional.of(limit);
            return this;
        }

        /**
         * The speaker.
         *
         * @throws IllegalArgumentException as the record's constructor
         */
        public SpeakerConfig build() {
            return new SpeakerConfig(asn, routerId, clusterId, listen, neighbours, ranges, med, multipath, restarting);
        }
    }
}
