package dev.warren.bgp.session;

import dev.warren.net.IpAddress;
import java.util.Optional;

/** Decides about connections from addresses that are no neighbour's. On the I/O thread; must not block. */
@FunctionalInterface
public interface Newcomers {
    /** Nobody is let in. */
    Newcomers NONE = (_, _) -> Optional.empty();

    /**
     * The session that a connection is for, which it has added; empty to refuse the connection.
     *
     * @param interfaceName where a link-local address is
     */
    Optional<NeighbourSession> admit(IpAddress address, Optional<String> interfaceName);
}
