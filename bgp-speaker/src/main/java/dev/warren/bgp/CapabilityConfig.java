package dev.warren.bgp;

import dev.warren.net.IpFamily;
import java.util.EnumSet;
import java.util.Set;

/**
 * What we offer to a neighbour (RFC 5492). Make it with {@link #builder}.
 *
 * @param families what we offer to exchange, whatever the transport's family is
 */
public record CapabilityConfig(Set<IpFamily> families) {

    /** @throws IllegalArgumentException if there is no family */
    public CapabilityConfig {
        families = Set.copyOf(families);
        if (families.isEmpty()) {
            throw new IllegalArgumentException("no address family");
        }
    }

    /** Starts with both families. */
    public static Builder builder() {
        return new Builder();
    }

    /** Collects what differs from the defaults. Not thread-safe. */
    public static final class Builder {
        private Set<IpFamily> families = EnumSet.allOf(IpFamily.class);

        private Builder() {}

        /** See {@link CapabilityConfig#families}. */
        public Builder families(Set<IpFamily> offered) {
            families = offered;
            return this;
        }

        /**
         * The offer.
         *
         * @throws IllegalArgumentException as the record's constructor
         */
        public CapabilityConfig build() {
            return new CapabilityConfig(families);
        }
    }
}
