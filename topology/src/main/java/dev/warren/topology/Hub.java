package dev.warren.topology;

import dev.warren.net.Endpoint;
import dev.warren.net.IpAddress;
import dev.warren.net.IpFamily;
import dev.warren.net.PublicKey;
import dev.warren.net.RouterId;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A Warren router.
 *
 * @param name its name
 * @param routerId its BGP identifier
 * @param addresses its overlay addresses: one of each family
 * @param endpoints where others reach it, the preferred first; at least one
 * @param publicKey its WireGuard key
 * @param privateKeyFile the file of its private key, read on that hub only
 * @param reflector true if it passes routes on from hub to hub (RFC 4456)
 * @param plane which WireGuard carries its tunnels; empty for the overlay's choice
 */
public record Hub(
        String name,
        RouterId routerId,
        List<IpAddress> addresses,
        List<Endpoint> endpoints,
        PublicKey publicKey,
        Path privateKeyFile,
        boolean reflector,
        Optional<PlaneChoice> plane) {

    /** Copies the lists. */
    public Hub {
        addresses = List.copyOf(addresses);
        endpoints = List.copyOf(endpoints);
    }

    /** Its overlay address of a family. */
    public Optional<IpAddress> address(IpFamily family) {
        return addresses.stream().filter(address -> address.family() == family).findFirst();
    }

    /** Its first endpoint of a family. */
    public Optional<Endpoint> endpoint(IpFamily family) {
        return endpoints.stream()
                .filter(endpoint -> endpoint.family() == family)
                .findFirst();
    }
}
