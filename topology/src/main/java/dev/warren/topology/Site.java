package dev.warren.topology;

import dev.warren.net.Asn;
import dev.warren.net.Endpoint;
import dev.warren.net.IpAddress;
import dev.warren.net.IpFamily;
import dev.warren.net.Prefix;
import dev.warren.net.PublicKey;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A WireGuard peer of one hub, with the networks behind it.
 *
 * @param name its name
 * @param hub the name of its hub
 * @param addresses its overlay addresses: one or two, of different families
 * @param publicKey its WireGuard key
 * @param presharedKeyFile the file of the key that it shares with its hub
 * @param prefixes the networks behind it: originated by its hub while the tunnel is alive, or, where it speaks BGP, what it may
 *     announce (these or longer)
 * @param keepalive the interval of the persistent keepalives that it sends in seconds, 0 to 65,535; 0 if it sends none
 * @param endpoint where the hub reaches it first; empty if the site always begins
 * @param bgp its BGP session through the tunnel; empty if it speaks none
 */
public record Site(
        String name,
        String hub,
        List<IpAddress> addresses,
        PublicKey publicKey,
        Optional<Path> presharedKeyFile,
        List<Prefix> prefixes,
        int keepalive,
        Optional<Endpoint> endpoint,
        Optional<Bgp> bgp) {

    /**
     * A site's BGP speaker.
     *
     * @param asn its AS; the overlay's own makes it a client of its hub's route reflector
     * @param passive true if the hub waits for its connection
     * @param bfd watches over its session; empty for none
     */
    public record Bgp(Asn asn, boolean passive, Optional<Bfd> bfd) {}

    /** Copies the lists. */
    public Site {
        addresses = List.copyOf(addresses);
        prefixes = List.copyOf(prefixes);
    }

    /** Its overlay address of a family. */
    public Optional<IpAddress> address(IpFamily family) {
        return addresses.stream().filter(address -> address.family() == family).findFirst();
    }
}
