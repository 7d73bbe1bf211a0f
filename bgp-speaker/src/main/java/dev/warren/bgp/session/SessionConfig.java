package dev.warren.bgp.session;

import dev.warren.bgp.fsm.FsmConfig;
import dev.warren.net.IpAddress;
import java.util.Optional;

/**
 * How to reach a neighbour.
 *
 * @param name how logs name it
 * @param address its address
 * @param localAddress our address for connections that we open
 * @param interfaceName the zone of a link-local address
 * @param port its TCP port
 * @param security what protects its connections
 * @param nextHop our own IPv6 next hop, where there is one
 * @param fsm what its state machine needs
 */
public record SessionConfig(
        String name,
        IpAddress address,
        Optional<IpAddress> localAddress,
        Optional<String> interfaceName,
        int port,
        TransportSecurity security,
        Optional<IpAddress> nextHop,
        FsmConfig fsm) {}
