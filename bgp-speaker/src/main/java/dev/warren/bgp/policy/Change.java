package dev.warren.bgp.policy;

import dev.warren.net.Asn;
import dev.warren.net.IpAddress;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** What a statement does to a route that it matches. */
public sealed interface Change {
    /**
     * The route afterwards.
     *
     * @throws AttributeTooLongException if it can't have what the change gives it
     */
    Route apply(Route route);

    /** Sets LOCAL_PREF. */
    record LocalPreference(long value) implements Change {
        /** @throws IllegalArgumentException unless 0 to 4,294,967,295 */
        public LocalPreference {
            Change.requireUnsigned("a local preference", value);
        }

        @Override
        public Route apply(Route route) {
            return route.withBlock(Blocks.with(route.block(), Blocks.LOCAL_PREF, Blocks.ofInt((int) value)));
        }
    }

    /** Sets MULTI_EXIT_DISC, or takes it away; on export to another AS what is set goes out. */
    record Med(OptionalLong value) implements Change {
        /** @throws IllegalArgumentException unless 0 to 4,294,967,295 */
        public Med {
            value.ifPresent(number -> Change.requireUnsigned("a MED", number));
        }

        /** Sets it. */
        public static Med of(long value) {
            return new Med(OptionalLong.of(value));
        }

        @Override
        public Route apply(Route route) {
            return route.withMed(
                    value.isEmpty()
                            ? Blocks.without(route.block(), Blocks.MED)
                            : Blocks.with(route.block(), Blocks.MED, Blocks.ofInt((int) value.getAsLong())));
        }
    }

    /**
     * Adds communities that it doesn't have. As with the two that follow, an attribute that is there before and after keeps its Partial
     * flag, and one that we attach has none.
     */
    record AddCommunities(CommunitySet set) implements Change {
        @Override
        public Route apply(Route route) {
            return route.withBlock(CommunityEdit.add(route.block(), set));
        }
    }

    /** Puts the set in place of all communities of those kinds that the set has. */
    record ReplaceCommunities(CommunitySet set) implements Change {
        @Override
        public Route apply(Route route) {
            return route.withBlock(CommunityEdit.replace(route.block(), set));
        }
    }

    /** Takes away the communities that one of the patterns matches. */
    record RemoveCommunities(List<CommunityPattern> patterns) implements Change {
        public RemoveCommunities {
            patterns = List.copyOf(patterns);
        }

        @Override
        public Route apply(Route route) {
            return route.withBlock(CommunityEdit.remove(route.block(), patterns));
        }
    }

    /** Puts an AS in front of the AS_PATH, so many times. */
    record Prepend(Asn asn, int times) implements Change {
        private static final int MAX_TIMES = 64;
        private static final int SEQUENCE = 2;
        private static final int MAX_SEGMENT = 255;

        /** @throws IllegalArgumentException unless 1 to 64 times, and for AS 0 (RFC 7607) */
        public Prepend {
            if (times < 1 || times > MAX_TIMES || asn.value() == 0) {
                throw new IllegalArgumentException("prepending AS " + asn + " " + times + " times: 1 to 64, not AS 0");
            }
        }

        @Override
        public Route apply(Route route) {
            byte[] path = Blocks.value(route.block(), Blocks.AS_PATH);
            int first = path.length > 0 && path[0] == SEQUENCE ? path[1] & 0xff : MAX_SEGMENT;
            boolean joins = first + times <= MAX_SEGMENT;
            int rest = joins ? 2 : 0;
            ByteBuffer out = ByteBuffer.allocate(2 + 4 * times + path.length - rest);
            out.put((byte) SEQUENCE).put((byte) (joins ? first + times : times));
            for (int count = 0; count < times; count++) {
                out.putInt((int) asn.value());
            }
            out.put(path, rest, path.length - rest);
            return route.withBlock(Blocks.with(route.block(), Blocks.AS_PATH, out.array()));
        }
    }

    /**
     * Sets the next hop of routes of its own family, and leaves others alone; empty keeps the one that is there, even where we
     * would put ourselves (RFC 4271 section 5.1.3: third party next hops).
     */
    record NextHop(Optional<IpAddress> address) implements Change {
        @Override
        public Route apply(Route route) {
            boolean fits =
                    address.isEmpty() || address.get().family() == route.from().family();
            return fits ? route.withNextHop(address) : route;
        }
    }

    /** Sets the weight, which is preferred before LOCAL_PREF and never leaves this speaker. */
    record Weight(int value) implements Change {
        /** @throws IllegalArgumentException unless 0 to 65,535 */
        public Weight {
            if (value < 0 || value > Route.MAX_WEIGHT) {
                throw new IllegalArgumentException("a weight is 0 to " + Route.MAX_WEIGHT + ", not " + value);
            }
        }

        @Override
        public Route apply(Route route) {
            return route.withWeight(value);
        }
    }

    private static void requireUnsigned(String what, long value) {
        if (value < 0 || value > 0xffff_ffffL) {
            throw new IllegalArgumentException(what + " is 0 to 4294967295, not " + value);
        }
    }
}
