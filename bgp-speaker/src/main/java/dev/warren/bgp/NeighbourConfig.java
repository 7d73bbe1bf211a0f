package dev.warren.bgp;

import dev.warren.bgp.bfd.udp.BfdPath;
import dev.warren.bgp.policy.NeighbourPolicy;
import dev.warren.bgp.policy.NextHops;
import dev.warren.net.Asn;
import dev.warren.net.IpAddress;
import dev.warren.net.IpFamily;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * One neighbour. Make it with {@link #builder}; a new setting belongs to one of the parts.
 *
 * @param name how events and logs name it
 * @param address its address; connections from any other are not its
 * @param asn its AS; the same as ours makes it an internal peer
 * @param transport how TCP reaches it
 * @param timers the times of its session
 * @param capabilities what we offer to it
 * @param policy what becomes of routes from and to it
 * @param limits how many prefixes it may have
 * @param bfd watches over the way to it: when that fails, the session ends at once (RFC 5882)
 */
public record NeighbourConfig(
        String name,
        IpAddress address,
        Asn asn,
        TransportConfig transport,
        TimerConfig timers,
        CapabilityConfig capabilities,
        NeighbourPolicy policy,
        PrefixLimits limits,
        Optional<BfdConfig> bfd) {

    /** @throws IllegalArgumentException if a value is out of its range; the message names the neighbour and the value */
    public NeighbourConfig {
        require(asn.value() != 0, name, "AS 0 (RFC 7607)");
        require(!address.isUnspecified() && !address.isMulticast(), name, address + " is no neighbour's address");
        require(!isMapped(address), name, address + " is an IPv4 address: write it as one");
        boolean zoned = isLinkLocal(address);
        require(!zoned || transport.interfaceName().isPresent(), name, address + " is link-local: name its interface");
        require(
                !zoned || bfd.stream().noneMatch(plan -> plan.hops() == BfdPath.Hops.MULTIPLE),
                name,
                address + " is link-local: BFD to it is over a single hop");
        require(
                policy.asPath().localAs().stream()
                        .noneMatch(other -> other.asn().equals(asn)),
                name,
                "local AS " + asn + " is the neighbour's own");
        Optional<IpAddress> local = transport.localAddress();
        require(
                local.isEmpty() || local.get().family() == address.family(),
                name,
                "local address " + local.orElse(address) + " and " + address + " are of two families");
    }

    private static boolean isLinkLocal(IpAddress address) {
        return address.family() == IpFamily.V6 && address.isLinkLocal();
    }

    /** True if its address means something on its interface only. */
    boolean isLinkLocal() {
        return isLinkLocal(address);
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

    /** Starts a configuration with the defaults of each part's builder; filters deny all (RFC 8212). */
    public static Builder builder(String name, IpAddress address, Asn asn) {
        return new Builder(name, address, asn);
    }

    /** Collects what differs from the defaults, part by part: {@code timers(t -> t.hold(...))}. Not thread-safe. */
    public static final class Builder {
        private final String name;
        private final IpAddress address;
        private final Asn asn;
        private final TransportConfig.Builder transport = TransportConfig.builder();
        private final TimerConfig.Builder timers = TimerConfig.builder();
        private final CapabilityConfig.Builder capabilities = CapabilityConfig.builder();
        private final NeighbourPolicy.Builder policy = NeighbourPolicy.builder();
        private final PrefixLimits.Builder limits = PrefixLimits.builder();
        private Optional<BfdConfig> bfd = Optional.empty();

        private Builder(String name, IpAddress address, Asn asn) {
            this.name = name;
            this.address = address;
            this.asn = asn;
        }

        /** Takes over what a group's members share; what is set after it comes on top. */
        public Builder group(NeighbourGroup shared) {
            shared.settings().accept(this);
            return this;
        }

        /** Sets what differs in {@link NeighbourConfig#transport}. */
        public Builder transport(Consumer<TransportConfig.Builder> changes) {
            changes.accept(transport);
            return this;
        }

        /** Sets what differs in {@link NeighbourConfig#timers}. */
        public Builder timers(Consumer<TimerConfig.Builder> changes) {
            changes.accept(timers);
            return this;
        }

        /** Sets what differs in {@link NeighbourConfig#capabilities}. */
        public Builder capabilities(Consumer<CapabilityConfig.Builder> changes) {
            changes.accept(capabilities);
            return this;
        }

        /** Sets what differs in {@link NeighbourConfig#policy}. */
        public Builder policy(Consumer<NeighbourPolicy.Builder> changes) {
            changes.accept(policy);
            return this;
        }

        /** Sets what differs in {@link NeighbourConfig#limits}. */
        public Builder limits(Consumer<PrefixLimits.Builder> changes) {
            changes.accept(limits);
            return this;
        }

        /** See {@link NeighbourConfig#bfd}. */
        public Builder bfd(BfdConfig plan) {
            bfd = Optional.of(plan);
            return this;
        }

        /**
         * The configuration. Without next hops of its own the neighbour gets our local address as next hop.
         *
         * @throws IllegalArgumentException as the record's constructor
         */
        public NeighbourConfig build() {
            try {
                TransportConfig connection = transport.build();
                return new NeighbourConfig(
                        name,
                        address,
                        asn,
                        connection,
                        timers.build(),
                        capabilities.build(),
                        policy.orNextHops(connection.localAddress().map(NextHops::of))
                                .build(),
                        limits.build(),
                        bfd);
            } catch (IllegalArgumentException wrong) {
                throw named(wrong);
            }
        }

        private IllegalArgumentException named(IllegalArgumentException wrong) {
            String complaint = String.valueOf(wrong.getMessage());
            String prefix = "neighbour " + name + ": ";
            return complaint.startsWith(prefix) ? wrong : new IllegalArgumentException(prefix + complaint, wrong);
        }
    }
}
