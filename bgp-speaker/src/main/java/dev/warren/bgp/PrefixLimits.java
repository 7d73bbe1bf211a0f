package dev.warren.bgp;

/**
 * How many prefixes a neighbour may have. Make it with {@link #builder}.
 *
 * @param accepted how many accepted prefixes of both families together it may have; one more ends the session with
 *     Cease/Maximum Number of Prefixes Reached (RFC 4486)
 */
public record PrefixLimits(int accepted) {
    /** The default of {@code accepted}: twice a full table of 2025. */
    public static final int DEFAULT_ACCEPTED = 2_000_000;

    /** @throws IllegalArgumentException if a number is not positive */
    public PrefixLimits {
        if (accepted <= 0) {
            throw new IllegalArgumentException("max prefixes " + accepted + " is not positive");
        }
    }

    /** Starts with {@link #DEFAULT_ACCEPTED}. */
    public static Builder builder() {
        return new Builder();
    }

    /** Collects what differs from the defaults. Not thread-safe. */
    public static final class Builder {
        private int accepted = DEFAULT_ACCEPTED;

        private Builder() {}

        /** See {@link PrefixLimits#accepted}. */
        public Builder accepted(int count) {
            accepted = count;
            return this;
        }

        /**
         * The limits.
         *
         * @throws IllegalArgumentException as the record's constructor
         */
        public PrefixLimits build() {
            return new PrefixLimits(accepted);
        }
    }
}
