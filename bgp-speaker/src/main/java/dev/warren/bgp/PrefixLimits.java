package dev.warren.bgp;

import dev.warren.net.IpFamily;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * How many prefixes a neighbour may have, in and out. Who has one more ends with Cease/Maximum Number of Prefixes Reached
 * (RFC 4486). So does, with Cease/Out of Resources, whose attributes take too much memory: prefixes alone say nothing of that where
 * each comes with 64 KiB (RFC 8654). Where several paths of a prefix are exchanged (RFC 7911), each of them counts, as each costs memory. Make it with
 * {@link #builder}.
 *
 * @param accepted how many accepted prefixes of both families together it may have, 1 or more
 * @param acceptedOf the same of one family, 1 or more; a family may lack
 * @param advertisedOf how many of one family it may get from us, 1 or more; a family may lack
 * @param warning from how many per cent of a limit on {@link SpeakerEvent.PrefixLimitNear} is told, and of the octets
 *     {@link SpeakerEvent.AttributeLimitNear}, 1 to 100
 * @param restart how long the session stays down then, 1 ms to 365 days; empty for the connect-retry time
 * @param attributeOctets how many octets of attributes may be kept that it brought first, each set of them once, and what its import
 *     policy makes of them: 65,536 to 2,147,483,647. All neighbours' together have to fit into the heap.
 */
public record PrefixLimits(
        int accepted,
        Map<IpFamily, Integer> acceptedOf,
        Map<IpFamily, Integer> advertisedOf,
        int warning,
        Optional<Duration> restart,
        int attributeOctets) {
    /** The default of {@code accepted}: twice a full table of 2025. */
    public static final int DEFAULT_ACCEPTED = 2_000_000;

    /** The default of {@code attributeOctets}: 128 MiB, seven times a full table of 2025 (17 MB in 177,510 sets). */
    public static final int DEFAULT_ATTRIBUTE_OCTETS = 128 << 20;

    private static final int LEAST_ATTRIBUTE_OCTETS = 1 << 16;

    private static final Duration LONGEST = Duration.ofDays(365);

    /** @throws IllegalArgumentException if a number or the time is out of its range */
    public PrefixLimits {
        acceptedOf = Map.copyOf(acceptedOf);
        advertisedOf = Map.copyOf(advertisedOf);
        requirePositive(accepted);
        acceptedOf.values().forEach(PrefixLimits::requirePositive);
        advertisedOf.values().forEach(PrefixLimits::requirePositive);
        if (warning < 1 || warning > 100) {
            throw new IllegalArgumentException("warning at " + warning + " % is not 1 to 100 %");
        }
        if (attributeOctets < LEAST_ATTRIBUTE_OCTETS) {
            throw new IllegalArgumentException(
                    "max octets of attributes " + attributeOctets + " is not " + LEAST_ATTRIBUTE_OCTETS + " or more");
        }
        restart.ifPresent(time -> {
            if (time.compareTo(Duration.ofMillis(1)) < 0 || time.compareTo(LONGEST) > 0) {
                throw new IllegalArgumentException("restart after " + time + " is not 1 ms to one year");
            }
        });
    }

    private static void requirePositive(int count) {
        if (count <= 0) {
            throw new IllegalArgumentException("max prefixes " + count + " is not positive");
        }
    }

    /** Starts with {@link #DEFAULT_ACCEPTED} and {@link #DEFAULT_ATTRIBUTE_OCTETS} only, and a warning at 75 per cent. */
    public static Builder builder() {
        return new Builder();
    }

    /** Collects what differs from the defaults. Not thread-safe. */
    public static final class Builder {
        private int accepted = DEFAULT_ACCEPTED;
        private final Map<IpFamily, Integer> acceptedOf = new EnumMap<>(IpFamily.class);
        private final Map<IpFamily, Integer> advertisedOf = new EnumMap<>(IpFamily.class);
        private int warning = 75;
        private Optional<Duration> restart = Optional.empty();
        private int attributeOctets = DEFAULT_ATTRIBUTE_OCTETS;

        private Builder() {}

        /** See {@link PrefixLimits#accepted}. */
        public Builder accepted(int count) {
            accepted = count;
            return this;
        }

        /** See {@link PrefixLimits#acceptedOf}. */
        public Builder accepted(IpFamily family, int count) {
            acceptedOf.put(family, count);
            return this;
        }

        /** See {@link PrefixLimits#advertisedOf}. */
        public Builder advertised(IpFamily family, int count) {
            advertisedOf.put(family, count);
            return this;
        }

        /** See {@link PrefixLimits#warning}. */
        public Builder warning(int percent) {
            warning = percent;
            return this;
        }

        /** See {@link PrefixLimits#restart}. */
        public Builder restart(Duration time) {
            restart = Optional.of(time);
            return this;
        }

        /** See {@link PrefixLimits#attributeOctets}. */
        public Builder attributeOctets(int count) {
            attributeOctets = count;
            return this;
        }

        /**
         * The limits.
         *
         * @throws IllegalArgumentException as the record's constructor
         */
        public PrefixLimits build() {
            return new PrefixLimits(accepted, acceptedOf, advertisedOf, warning, restart, attributeOctets);
        }
    }
}
