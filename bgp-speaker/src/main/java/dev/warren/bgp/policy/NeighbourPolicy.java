package dev.warren.bgp.policy;

import java.util.Optional;

/**
 * What becomes of routes from and to a neighbour. Make it with {@link #builder}.
 *
 * @param imports what it may announce to us
 * @param exports what we may announce to it
 * @param nextHops our addresses to announce
 * @param nextHopSelf internal peers: announce external routes with ourselves as next hop. External peers always get that.
 * @param routeReflectorClient internal peers: reflect routes from and to it (RFC 4456)
 */
public record NeighbourPolicy(
        RouteFilter imports,
        RouteFilter exports,
        NextHops nextHops,
        boolean nextHopSelf,
        boolean routeReflectorClient) {

    /** Starts with filters that deny all (RFC 8212), without next hops. */
    public static Builder builder() {
        return new Builder();
    }

    /** Collects what differs from the defaults. Not thread-safe. */
    public static final class Builder {
        private RouteFilter imports = RouteFilter.denyAll();
        private RouteFilter exports = RouteFilter.denyAll();
        private Optional<NextHops> nextHops = Optional.empty();
        private boolean nextHopSelf;
        private boolean routeReflectorClient;

        private Builder() {}

        /** See {@link NeighbourPolicy#imports}. */
        public Builder imports(RouteFilter filter) {
            imports = filter;
            return this;
        }

        /** See {@link NeighbourPolicy#exports}. */
        public Builder exports(RouteFilter filter) {
            exports = filter;
            return this;
        }

        /** See {@link NeighbourPolicy#nextHops}. */
        public Builder nextHops(NextHops own) {
            nextHops = Optional.of(own);
            return this;
        }

        /** Sets the next hops if none were given yet. */
        public Builder orNextHops(Optional<NextHops> own) {
            nextHops = nextHops.or(() -> own);
            return this;
        }

        /** See {@link NeighbourPolicy#nextHopSelf}. */
        public Builder nextHopSelf(boolean self) {
            nextHopSelf = self;
            return this;
        }

        /** See {@link NeighbourPolicy#routeReflectorClient}. */
        public Builder routeReflectorClient(boolean client) {
            routeReflectorClient = client;
            return this;
        }

        /** The policy. */
        public NeighbourPolicy build() {
            return new NeighbourPolicy(
                    imports, exports, nextHops.orElse(NextHops.NONE), nextHopSelf, routeReflectorClient);
        }
    }
}
