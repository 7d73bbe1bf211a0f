package dev.warren.bgp;

import dev.warren.bgp.policy.RouteFilter;
import dev.warren.bgp.session.TransportSecurity;
import dev.warren.net.Asn;
import dev.warren.net.IpAddress;
import dev.warren.net.IpFamily;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * One neighbour. Make it with {@link #builder}.
 *
 * @param name how events and logs name it
 * @param address its address; connections from any other are not its
 * @param localAddress our address for connections that we open
 * @param port its TCP port, 179 by default
 * @param asn its AS; the same as ours makes it an internal peer
 * @param families what we offer to exchange, whatever the transport's family is
 * @param holdTime what we propose: 0, or 3 to 65,535 seconds; 0 sends no keepalives
 * @param connectRetry the time between attempts to connect, and the greatest pause after repeated errors
 * @param passive never open a connection, wait for the neighbour's
 * @param nextHopSelf internal peers: announce external routes with ourselves as next hop. External peers always get that.
 * @param routeReflectorClient internal peers: reflect routes from and to it (RFC 4456)
 * @param nextHops our addresses to announce
 * @param importFilter what it may announce to us
 * @param exportFilter what we may announce to it
 * @param maxPrefixes how many accepted prefixes of both families together it may have; one more ends the session with
 *     Cease/Maximum Number of Prefixes Reached (RFC 4486)
 * @param sendHoldTime how long the neighbour may take nothing from us before its session ends (RFC 9687); by default eight
 *     minutes or twice the hold time, whichever is longer
 * @param security TCP MD5 and the TTL of its connections
 * @param bfd watches over the way to it: when that fails, the session ends at once (RFC 5882)
 */
public record NeighbourConfig(
        String name,
        IpAddress address,
        Optional<IpAddress> localAddress,
        int port,
        Asn asn,
        Set<IpFamily> families,
        Duration holdTime,
        Duration connectRetry,
        boolean passive,
        boolean nextHopSelf,
        boolean routeReflectorClient,
        NextHops nextHops,
        RouteFilter importFilter,
        RouteFilter exportFilter,
        int maxPrefixes,
        Optional<Duration> sendHoldTime,
        TransportSecurity security,
        Optional<BfdConfig> bfd) {

    /** The default of {@code maxPrefixes}: twice a full table of 2025. */
    public static final int DEFAULT_MAX_PREFIXES = 2_000_000;

    private static final Duration MAX_TIME = Duration.ofDays(1);

    /** @throws IllegalArgumentException if a value is out of its range; the message names the neighbour and the value */
    public NeighbourConfig {
        families = Set.copyOf(families);
        long hold = holdTime.toSeconds();
        require(
                hold == 0 || (hold >= 3 && hold <= 0xffff),
                name,
                "hold time " + holdTime + " is not 0 or 3 to 65535 s");
        require(port > 0 && port <= 0xffff, name, "port " + port + " is not 1 to 65535");
        require(!families.isEmpty(), name, "no address family");
        require(asn.value() != 0, name, "AS 0 (RFC 7607)");
        require(
                connectRetry.compareTo(Duration.ofMillis(1)) >= 0 && connectRetry.compareTo(MAX_TIME) <= 0,
                name,
                "connect retry " + connectRetry + " is not 1 ms to one day");
        require(
                sendHoldTime.isEmpty()
                        || (sendHoldTime.get().compareTo(Duration.ofSeconds(1)) >= 0
                                && sendHoldTime.get().compareTo(MAX_TIME) <= 0),
                name,
                "send-hold time " + sendHoldTime.orElse(Duration.ZERO) + " is not one second to one day");
        require(!address.isUnspecified() && !address.isMulticast(), name, address + " is no neighbour's address");
        require(!isMapped(address), name, address + " is an IPv4 address: write it as one");
        require(maxPrefixes > 0, name, "max prefixes " + maxPrefixes + " is not positive");
        require(
                localAddress.isEmpty() || localAddress.get().family() == address.family(),
                name,
                "local address " + localAddress.orElse(address) + " and " + address + " are of two families");
    }

    /** True for ::ffff:0:0/96 (RFC 4291 section 2.5.5.2): connections from there show their IPv4 address. */
    private static boolean isMapped(IpAddress address) {
        return address.family() == IpFamily.V6 && address.high() == 0 && address.low() >>> 32 == 0xffff;
    }

    private static void require(boolean holds, String name, String complaint) {
        if (!holds) {
            throw new IllegalArgumentException("neighbour " + name + ": " + complaint);
        }
    }

    /** Starts a configuration with the defaults of the field comments; filters deny all (RFC 8212). */
    public static Builder builder(String name, IpAddress address, Asn asn) {
        return new Builder(name, address, asn);
    }

    /** Collects what differs from the defaults. Not thread-safe. */
    public static final class Builder {
        private final String name;
        private final IpAddress address;
        private final Asn asn;
        private Optional<IpAddress> localAddress = Optional.empty();
        private int port = 179;
        private Set<IpFamily> families = EnumSet.allOf(IpFamily.class);
        private Duration holdTime = Duration.ofSeconds(90);
        private Duration connectRetry = Duration.ofSeconds(5);
        private boolean passive;
        private boolean nextHopSelf;
        private boolean routeReflectorClient;
        private Optional<NextHops> nextHops = Optional.empty();
        private RouteFilter importFilter = RouteFilter.denyAll();
        private RouteFilter exportFilter = RouteFilter.denyAll();
        private int maxPrefixes = DEFAULT_MAX_PREFIXES;
        private Optional<Duration> sendHoldTime = Optional.empty();
        private TransportSecurity security = TransportSecurity.NONE;
        private Optional<BfdConfig> bfd = Optional.empty();

        private Builder(String name, IpAddress address, Asn asn) {
            this.name = name;
            this.address = address;
            this.asn = asn;
        }

        /** See {@link NeighbourConfig#localAddress}; it also becomes the next hop of its family if no next hops are given. */
        public Builder localAddress(IpAddress local) {
            localAddress = Optional.of(local);
            return this;
        }

        /** See {@link NeighbourConfig#port}. */
        public Builder port(int number) {
            port = number;
            return this;
        }

        /** See {@link NeighbourConfig#families}. */
        public Builder families(Set<IpFamily> offered) {
            families = offered;
            return this;
        }

        /** See {@link NeighbourConfig#holdTime}. */
        public Builder holdTime(Duration proposed) {
            holdTime = proposed;
            return this;
        }

        /** See {@link NeighbourConfig#connectRetry}. */
        public Builder connectRetry(Duration time) {
            connectRetry = time;
            return this;
        }

        /** See {@link NeighbourConfig#passive}. */
        public Builder passive(boolean waits) {
            passive = waits;
            return this;
        }

        /** See {@link NeighbourConfig#nextHopSelf}. */
        public Builder nextHopSelf(boolean self) {
            nextHopSelf = self;
            return this;
        }

        /** See {@link NeighbourConfig#routeReflectorClient}. */
        public Builder routeReflectorClient(boolean client) {
            routeReflectorClient = client;
            return this;
        }

        /** See {@link NeighbourConfig#nextHops}. */
        public Builder nextHops(NextHops own) {
            nextHops = Optional.of(own);
            return this;
        }

        /** See {@link NeighbourConfig#importFilter}. */
        public Builder importFilter(RouteFilter filter) {
            importFilter = filter;
            return this;
        }

        /** See {@link NeighbourConfig#exportFilter}. */
        public Builder exportFilter(RouteFilter filter) {
            exportFilter = filter;
            return this;
        }

        /** See {@link NeighbourConfig#maxPrefixes}. */
        public Builder maxPrefixes(int count) {
            maxPrefixes = count;
            return this;
        }

        /** See {@link NeighbourConfig#sendHoldTime}. */
        public Builder sendHoldTime(Duration time) {
            sendHoldTime = Optional.of(time);
            return this;
        }

        /** See {@link NeighbourConfig#security}. */
        public Builder security(TransportSecurity protection) {
            security = protection;
            return this;
        }

        /** See {@link NeighbourConfig#bfd}. */
        public Builder bfd(BfdConfig plan) {
            bfd = Optional.of(plan);
            return this;
        }

        /**
         * The configuration.
         *
         * @throws IllegalArgumentException as the record's constructor
         */
        public NeighbourConfig build() {
            NextHops own = nextHops.orElse(localAddress.map(NextHops::of).orElse(NextHops.NONE));
            return new NeighbourConfig(
                    name,
                    address,
                    localAddress,
                    port,
                    asn,
                    families,
                    holdTime,
                    connectRetry,
                    passive,
                    nextHopSelf,
                    routeReflectorClient,
                    own,
                    importFilter,
                    exportFilter,
                    maxPrefixes,
                    sendHoldTime,
                    security,
                    bfd);
        }
    }
}
