package dev.warren.bgp.policy;

import dev.warren.bgp.wire.Role;
import java.util.Optional;

/**
 * What becomes of routes from and to a neighbour. Make it with {@link #builder}.
 *
 * @param imports the prefixes that it may announce to us, whatever the policy says
 * @param importPolicy what becomes of routes from it
 * @param exports the prefixes that we may announce to it, whatever the policy says
 * @param exportPolicy what becomes of routes to it
 * @param nextHops our addresses to announce
 * @param nextHopSelf internal peers: announce external routes with ourselves as next hop. External peers always get that.
 * @param routeReflectorClient internal peers: reflect routes from and to it (RFC 4456)
 * @param role external peers: what we are to it (RFC 9234); routes that would leak neither come in nor go out, and
 *     ONLY_TO_CUSTOMER is set where it has to be
 * @param asPath what is done with AS_PATH beyond RFC 4271
 * @param honoursBlackhole routes from it with BLACKHOLE are such that what goes there is to be discarded (RFC 7999): {@code Path.discard}
 *     says so, and those of an external neighbour get NO_EXPORT. Whose prefix may come so, and how long it may be, is for its import
 *     policy.
 * @param defaultRoute the default route that it gets from us
 */
public record NeighbourPolicy(
        RouteFilter imports,
        Policy importPolicy,
        RouteFilter exports,
        Policy exportPolicy,
        NextHops nextHops,
        boolean nextHopSelf,
        boolean routeReflectorClient,
        Optional<Role> role,
        AsPathRules asPath,
        boolean honoursBlackhole,
        Optional<DefaultRoute> defaultRoute) {

    /** The part of it that may change while the session goes on. */
    public Policies policies() {
        return new Policies(imports, importPolicy, exports, exportPolicy);
    }

    /** Starts with filters that deny all (RFC 8212), without next hops. */
    public static Builder builder() {
        return new Builder();
    }

    /** Collects what differs from the defaults. Not thread-safe. */
    public static final class Builder {
        private Optional<RouteFilter> imports = Optional.empty();
        private Optional<Policy> importPolicy = Optional.empty();
        private Optional<RouteFilter> exports = Optional.empty();
        private Optional<Policy> exportPolicy = Optional.empty();
        private Optional<NextHops> nextHops = Optional.empty();
        private boolean nextHopSelf;
        private boolean routeReflectorClient;
        private Optional<Role> role = Optional.empty();
        private AsPathRules asPath = AsPathRules.STANDARD;
        private boolean honoursBlackhole;
        private Optional<DefaultRoute> defaultRoute = Optional.empty();

        private Builder() {}

        /** See {@link NeighbourPolicy#imports}. */
        public Builder imports(RouteFilter filter) {
            imports = Optional.of(filter);
            return this;
        }

        /** See {@link NeighbourPolicy#importPolicy}; without a filter of its own every prefix comes to it. */
        public Builder importPolicy(Policy policy) {
            importPolicy = Optional.of(policy);
            return this;
        }

        /** See {@link NeighbourPolicy#exports}. */
        public Builder exports(RouteFilter filter) {
            exports = Optional.of(filter);
            return this;
        }

        /** See {@link NeighbourPolicy#exportPolicy}; without a filter of its own every prefix comes to it. */
        public Builder exportPolicy(Policy policy) {
            exportPolicy = Optional.of(policy);
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

        /** See {@link NeighbourPolicy#role}. */
        public Builder role(Role ours) {
            role = Optional.of(ours);
            return this;
        }

        /** See {@link NeighbourPolicy#asPath}. */
        public Builder asPath(AsPathRules rules) {
            asPath = rules;
            return this;
        }

        /** See {@link NeighbourPolicy#honoursBlackhole}. */
        public Builder honoursBlackhole(boolean honours) {
            honoursBlackhole = honours;
            return this;
        }

        /** See {@link NeighbourPolicy#defaultRoute}. */
        public Builder defaultRoute(DefaultRoute route) {
            defaultRoute = Optional.of(route);
            return this;
        }

        /** The policy. */
        public NeighbourPolicy build() {
            return new NeighbourPolicy(
                    filter(imports, importPolicy),
                    importPolicy.orElse(Policy.PASS),
                    filter(exports, exportPolicy),
                    exportPolicy.orElse(Policy.PASS),
                    nextHops.orElse(NextHops.NONE),
                    nextHopSelf,
                    routeReflectorClient,
                    role,
                    asPath,
                    honoursBlackhole,
                    defaultRoute);
        }

        /** RFC 8212: nothing passes where nobody said what. */
        private static RouteFilter filter(Optional<RouteFilter> given, Optional<Policy> policy) {
            return given.orElse(policy.isPresent() ? RouteFilter.acceptAll() : RouteFilter.denyAll());
        }
    }
}
