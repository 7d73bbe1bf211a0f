package dev.warren.bgp;

import dev.warren.bgp.policy.NextHops;
import dev.warren.bgp.policy.RouteFilter;
import dev.warren.net.Asn;
import dev.warren.net.IpAddress;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** A speaker on loopback that waits for neighbours and takes and tells everything. */
final class OpenSpeaker {
    private OpenSpeaker() {}

    /** A port of an address that nobody listens on. */
    static InetSocketAddress free(String address) throws IOException {
        InetAddress own = InetAddress.ofLiteral(address);
        try (ServerSocket free = new ServerSocket(0, 1, own)) {
            return new InetSocketAddress(own, free.getLocalPort());
        }
    }

    /** A neighbour that begins itself. */
    static NeighbourConfig neighbour(String address, long asn) {
        return NeighbourConfig.builder(address, IpAddress.parse(address), Asn.of(asn))
                .transport(t -> t.passive(true))
                .policy(p -> p.nextHops(NextHops.of(IpAddress.parse("192.0.2.1"), IpAddress.parse("2001:db8::1")))
                        .imports(RouteFilter.acceptAll())
                        .exports(RouteFilter.acceptAll()))
                .build();
    }
}
