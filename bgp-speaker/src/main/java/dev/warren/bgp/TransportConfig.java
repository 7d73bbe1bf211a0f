package dev.warren.bgp;

import dev.warren.bgp.session.TransportSecurity;
import dev.warren.net.IpAddress;
import java.util.Optional;

/**
 * How TCP reaches a neighbour. Make it with {@link #builder}.
 *
 * @param localAddress our address for connections that we open
 * @param interfaceName the interface that a neighbour with a link-local IPv6 address is behind: its zone (RFC 4007)
 * @param port the neighbour's TCP port, 1 to 65,535
 * @param passive never open a connection, wait for the neighbour's
 * @param security TCP MD5 and the TTL of its connections
 */
public record TransportConfig(
        Optional<IpAddress> localAddress,
        Optional<String> interfaceName,
        int port,
        boolean passive,
        TransportSecurity security) {

    /** @throws IllegalArgumentException if the port is out of its range */
    public TransportConfig {
        if (port <= 0 || port > 0xffff) {
            throw new IllegalArgumentException("port " + port + " is not 1 to 65535");
        }
    }

    /** Starts with port 179, both sides connecting, unprotected. */
    public static Builder builder() {
        return new Builder();
    }

    /** Collects what differs from the defaults. Not thread-safe. */
    public static final class Builder {
        private Optional<IpAddress> localAddress = Optional.empty();
        private Optional<String> interfaceName = Optional.empty();
        private int port = 179;
        private boolean passive;
        private TransportSecurity security = TransportSecurity.NONE;

        private Builder() {}

        /** See {@link TransportConfig#localAddress}; it also becomes the next hop of its family if no next hops are given. */
        public Builder localAddress(IpAddress local) {
            localAddress = Optional.of(local);
            return this;
        }

        /** See {@link TransportConfig#interfaceName}. */
        public Builder interfaceName(String name) {
            interfaceName = Optional.of(name);
            return this;
        }

        /** See {@link TransportConfig#port}. */
        public Builder port(int number) {
            port = number;
            return this;
        }

        /** See {@link TransportConfig#passive}. */
        public Builder passive(boolean waits) {
            passive = waits;
            return this;
        }

        /** See {@link TransportConfig#security}. */
        public Builder security(TransportSecurity protection) {
            security = protection;
            return this;
        }

        /**
         * The transport.
         *
         * @throws IllegalArgumentException as the record's constructor
         */
        public TransportConfig build() {
            return new TransportConfig(localAddress, interfaceName, port, passive, security);
        }
    }
}
