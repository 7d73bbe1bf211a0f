package dev.warren.bgp;

import dev.warren.net.IpFamily;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What we offer to a neighbour (RFC 5492). Make it with {@link #builder}.
 *
 * @param families what we offer to exchange, whatever the transport's family is
 * @param extendedMessages messages of up to 65,535 octets (RFC 8654)
 * @param enhancedRefresh routes that a refresh doesn't confirm go at its end (RFC 7313)
 * @param restart graceful restart (RFC 4724); empty for none at all
 * @param strictRole an external neighbour has to say its role, if we say ours (RFC 9234); the role itself is part of its policy
 * @param extendedNextHop IPv4 routes may have IPv6 next hops, in and out (RFC 8950): ours where there is no IPv4 one to announce
 * @param addPath several paths of a prefix (RFC 7911), by family; one that lacks is {@link AddPathConfig#OFF}
 */
public record CapabilityConfig(
        Set<IpFamily> families,
        boolean extendedMessages,
        boolean enhancedRefresh,
        Optional<RestartConfig> restart,
        boolean strictRole,
        boolean extendedNextHop,
        Map<IpFamily, AddPathConfig> addPath) {

    /** @throws IllegalArgumentException if there is no family */
    public CapabilityConfig {
        families = Set.copyOf(families);
        addPath = Map.copyOf(addPath);
        if (families.isEmpty()) {
            throw new IllegalArgumentException("no address family");
        }
    }

    /** Several paths of a prefix of one family. */
    public AddPathConfig addPath(IpFamily family) {
        return addPath.getOrDefault(family, AddPathConfig.OFF);
    }

    /** Starts with both families, extended messages, enhanced refresh, and the help for others that restart. */
    public static Builder builder() {
        return new Builder();
    }

    /** Collects what differs from the defaults. Not thread-safe. */
    public static final class Builder {
        private Set<IpFamily> families = EnumSet.allOf(IpFamily.class);
        private boolean extendedMessages = true;
        private boolean enhancedRefresh = true;
        private Optional<RestartConfig> restart = Optional.of(RestartConfig.HELPER);
        private boolean strictRole;
        private boolean extendedNextHop;
        private final Map<IpFamily, AddPathConfig> addPath = new EnumMap<>(IpFamily.class);

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

        /** See {@link CapabilityConfig#strictRole}. */
        public Builder strictRole(boolean demanded) {
            strictRole = demanded;
            return this;
        }

        /** See {@link CapabilityConfig#extendedNextHop}. */
        public Builder extendedNextHop(boolean taken) {
            extendedNextHop = taken;
            return this;
        }

        /** See {@link CapabilityConfig#addPath}. */
        public Builder addPath(IpFamily family, AddPathConfig paths) {
            addPath.put(family, paths);
            return this;
        }

        /**
         * The offer.
         *
         * @throws IllegalArgumentException as the record's constructor
         */
        public CapabilityConfig build() {
            return new CapabilityConfig(
                    families, extendedMessages, enhancedRefresh, restart, strictRole, extendedNextHop, addPath);
        }
    }
}
