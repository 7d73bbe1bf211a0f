package dev.warren.bgp.policy;

import dev.warren.bgp.wire.Origin;
import dev.warren.net.IpAddress;
import dev.warren.net.IpFamily;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** What a statement asks of a route. */
public sealed interface Condition {
    /**
     * True if it holds.
     *
     * @param route the route with the changes so far
     * @param high the first 64 bits of its prefix from the left; IPv4 has 32
     * @param low the second 64 bits of an IPv6 prefix
     * @param length the length of the prefix
     */
    boolean holds(Route route, long high, long low, int length);

    /** False if the answer is the same for all prefixes. */
    default boolean dependsOnPrefix() {
        return false;
    }

    /** The prefix is in the set. */
    record PrefixIn(RouteFilter set) implements Condition {
        @Override
        public boolean holds(Route route, long high, long low, int length) {
            return set.accepts(route.from().family(), high, low, length);
        }

        @Override
        public boolean dependsOnPrefix() {
            return true;
        }
    }

    /** The AS_PATH looks like that. */
    record PathMatches(AsPathPattern pattern) implements Condition {
        @Override
        public boolean holds(Route route, long high, long low, int length) {
            return pattern.matches(Blocks.value(route.block(), Blocks.AS_PATH));
        }
    }

    /** One of its communities matches one of the patterns. */
    record HasCommunity(List<CommunityPattern> patterns) implements Condition {
        public HasCommunity {
            patterns = List.copyOf(patterns);
        }

        /** Any of these. */
        public static HasCommunity of(CommunityPattern... patterns) {
            return new HasCommunity(Arrays.asList(patterns));
        }

        @Override
        public boolean holds(Route route, long high, long low, int length) {
            for (CommunityPattern pattern : patterns) {
                byte[] value = Blocks.value(route.block(), pattern.type());
                for (int at = 0; at < value.length; at += pattern.width()) {
                    if (pattern.matches(value, at)) {
                        return true;
                    }
                }
            }
            return false;
        }
    }

    /** There is a next hop, and as a host's prefix it is in the set. */
    record NextHopIn(RouteFilter set) implements Condition {
        @Override
        public boolean holds(Route route, long high, long low, int length) {
            if (route.nextHop().isEmpty()) {
                return false;
            }
            IpAddress hop = route.nextHop().get();
            boolean v4 = hop.family() == IpFamily.V4;
            long bits = v4 ? hop.low() << 32 : hop.high();
            return set.accepts(
                    hop.family(), bits, v4 ? 0 : hop.low(), hop.family().bits());
        }
    }

    /** One of these neighbours announced it. */
    record From(Set<String> neighbours) implements Condition {
        public From {
            neighbours = Set.copyOf(neighbours);
        }

        @Override
        public boolean holds(Route route, long high, long low, int length) {
            return route.from().neighbour().filter(neighbours::contains).isPresent();
        }
    }

    /** It is a route of our own. */
    record IsLocal() implements Condition {
        @Override
        public boolean holds(Route route, long high, long low, int length) {
            return route.from().neighbour().isEmpty();
        }
    }

    /** It is a route of our own with this tag, 0 to 65,535; 0 for those without. */
    record HasTag(int tag) implements Condition {
        /** @throws IllegalArgumentException if the tag is out of its range */
        public HasTag {
            if (tag < 0 || tag > Provenance.MAX_TAG) {
                throw new IllegalArgumentException("a tag is 0 to " + Provenance.MAX_TAG + ", not " + tag);
            }
        }

        @Override
        public boolean holds(Route route, long high, long low, int length) {
            return route.from().neighbour().isEmpty() && route.from().tag() == tag;
        }
    }

    /** ORIGIN is this. */
    record OriginIs(Origin origin) implements Condition {
        @Override
        public boolean holds(Route route, long high, long low, int length) {
            return Blocks.value(route.block(), Blocks.ORIGIN)[0] == origin.code();
        }
    }

    /** The prefix is of this family. */
    record FamilyIs(IpFamily family) implements Condition {
        @Override
        public boolean holds(Route route, long high, long low, int length) {
            return route.from().family() == family;
        }
    }

    /** The other one doesn't hold. */
    record Not(Condition other) implements Condition {
        @Override
        public boolean holds(Route route, long high, long low, int length) {
            return !other.holds(route, high, low, length);
        }

        @Override
        public boolean dependsOnPrefix() {
            return other.dependsOnPrefix();
        }
    }

    /** At least one of them holds. */
    record AnyOf(List<Condition> conditions) implements Condition {
        public AnyOf {
            conditions = List.copyOf(conditions);
        }

        @Override
        public boolean holds(Route route, long high, long low, int length) {
            for (Condition condition : conditions) {
                if (condition.holds(route, high, low, length)) {
                    return true;
                }
            }
            return false;
        }

        @Override
        public boolean dependsOnPrefix() {
            return conditions.stream().anyMatch(Condition::dependsOnPrefix);
        }
    }
}
