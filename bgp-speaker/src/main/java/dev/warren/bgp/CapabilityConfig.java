package dev.warren.bgp;

import dev.warren.net.IpFamily;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * What we offer to a neighbour (RFC 5492). Make it with {@link #builder}.
 *
 * @param families what we offer to exchange, whatever the transport's family is
 * @param extendedMessages messages of up to 65,535 octets (RFC 8654)
 * @param enhancedRefresh routes that a refresh doesn't confirm go at its end (RFC 7313)
 * @param restart graceful restart (RFC 4724); empty for none at all
 */
public record CapabilityConfig(
        Set<IpFamily> families, boolean extendedMessages, boolean enhancedRefresh, Optional<RestartConfig> restart) {

    /** @throws IllegalArgumentException if there is no family */
    public CapabilityConfig {
        families = Set.copyOf(families);
        if (families.isEmpty()) {
            throw new IllegalArgumentException("no address family");
        }
    }

    /** Starts with all of it; of graceful restart only the help for others. */
    public static Builder builder() {
        return new Builder();
    }

    /** Collects what differs from the defaults. Not thread-safe. */
    public static final class Builder {
        private Set<IpFamily> families = EnumSet.allOf(IpFamily.class);
        private boolean extendedMessages = true;
        private boolean enhancedRefresh = true;
        private Optional<RestartConfig> restart = Optional.of(RestartConfig.HELPER);

        private Builder() {}

        /** See {@link CapabilityConfig#families}. */
        public Builder families(Set<IpFamily> offered) {
            families = offered;
            return this;
        }

        /** See {@link CapabilityConfig#extendedMessages}. */
        public Builder extendedMessages(boolean taken) {
            extendedMessages = taken;
            return this;
        }

        /** See {@link CapabilityConfig#enhancedRefresh}. */
        public Builder enhancedRefresh(boolean framed) {
            enhancedRefresh = framed;
            return this;
        }

        /** See {@link CapabilityConfig#restart}. */
        public Builder restart(Optional<RestartConfig> graceful) {
            restart = graceful;
            return this;
        }

        /**
         * The offer.
         *
         * @throws IllegalArgumentException as the record's constructor
         */
        public CapabilityConfig build() {
            return new CapabilityConfig(families, extendedMessages, enhancedRefresh, restart);
        }
    }
}
