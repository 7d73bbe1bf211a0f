package dev.warren.router;

import dev.warren.bgp.Path;
import dev.warren.bgp.wire.AsPath;
import dev.warren.bgp.wire.Origin;
import dev.warren.net.Asn;
import dev.warren.net.Endpoint;
import dev.warren.net.IpAddress;
import dev.warren.net.Prefix;
import dev.warren.net.PrefixRange;
import dev.warren.net.PublicKey;
import dev.warren.net.RouterId;
import dev.warren.topology.PlaneChoice;
import dev.warren.topology.SessionAddresses;
import dev.warren.topology.SessionProtection;
import dev.warren.topology.plan.Authority;
import dev.warren.topology.plan.BgpPlan;
import dev.warren.topology.plan.FirewallPlan;
import dev.warren.topology.plan.NeighbourPlan;
import dev.warren.topology.plan.NeighbourRole;
import dev.warren.topology.plan.NodePlan;
import dev.warren.topology.plan.OverlayPlan;
import dev.warren.topology.plan.PeerPlan;
import dev.warren.topology.plan.PeerRole;
import dev.warren.topology.plan.TunnelPlan;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** The plan of hub fra that tests share: a hub nyc, a site berlin, a BGP site paris, an upstream. */
public final class Plans {
    public static final PublicKey NYC = key(1);
    public static final PublicKey BERLIN = key(2);
    public static final PublicKey PARIS = key(3);

    private Plans() {}

    public static NodePlan fra() {
        return new NodePlan(
                "fra",
                new OverlayPlan("test", prefixes("10.80.0.0/16", "fd80:80::/32"), 51_820, 5_182, 182, 51_820),
                new TunnelPlan(
                        "warren0",
                        addresses("10.80.0.1", "fd80:80::1"),
                        1_420,
                        51_820,
                        PlaneChoice.AUTO,
                        java.nio.file.Path.of("fra.key"),
                        key(9),
                        List.of(nyc(), berlin(), paris())),
                new BgpPlan(
                        Asn.of(64_512),
                        RouterId.parse("10.80.0.1"),
                        List.of(
                                neighbour("nyc", NeighbourRole.HUB, "10.80.0.2", Optional.empty()),
                                neighbour("paris", NeighbourRole.SITE, "10.80.1.2", Optional.empty()),
                                neighbour("isp", NeighbourRole.UPSTREAM, "192.0.2.2", Optional.of("eth2")))),
                new FirewallPlan(List.of(), List.of("warren0", "eth2")));
    }

    private static PeerPlan nyc() {
        return new PeerPlan(
                "nyc",
                PeerRole.HUB,
                NYC,
                Optional.empty(),
                Optional.of(Endpoint.parse("198.51.100.1:51820")),
                0,
                addresses("10.80.0.2", "fd80:80::2"),
                addresses("10.80.0.2", "fd80:80::2", "10.80.2.9", "fd80:80:2::9"),
                List.of(),
                authority("10.80.0.2/32", "fd80:80::2/128", "10.80.32.0/24+", "172.21.0.0/16+", "2001:db8:b00::/40+"));
    }

    private static PeerPlan berlin() {
        return new PeerPlan(
                "berlin",
                PeerRole.SITE,
                BERLIN,
                Optional.empty(),
                Optional.empty(),
                5,
                addresses("10.80.1.1", "fd80:80:1::1"),
                addresses("10.80.1.1", "fd80:80:1::1"),
                prefixes("10.80.16.0/24", "fd80:80:16::/64"),
                authority("10.80.1.1/32", "fd80:80:1::1/128", "10.80.16.0/24+", "fd80:80:16::/64+"));
    }

    private static PeerPlan paris() {
        return new PeerPlan(
                "paris",
                PeerRole.SITE,
                PARIS,
                Optional.empty(),
                Optional.empty(),
                0,
                addresses("10.80.1.2", "fd80:80:1::2"),
                addresses("10.80.1.2", "fd80:80:1::2"),
                List.of(),
                authority("10.80.1.2/32", "fd80:80:1::2/128", "10.80.17.0/24+", "fd80:80:17::/64+"));
    }

    private static NeighbourPlan neighbour(
            String name, NeighbourRole role, String address, Optional<String> interfaceName) {
        return new NeighbourPlan(
                name,
                role,
                Optional.of(new SessionAddresses(IpAddress.parse(address), IpAddress.parse("10.80.0.1"))),
                Asn.of(64_600),
                false,
                true,
                false,
                Optional.of(IpAddress.parse("10.80.0.1")),
                Optional.of(IpAddress.parse("fd80:80::1")),
                List.of(),
                List.of(),
                List.of(),
                interfaceName,
                SessionProtection.NONE);
    }

    /** A path from a neighbour, or the hub's own where that is empty. */
    public static Path path(String prefix, String nextHop, String neighbour) {
        return new Path(
                Prefix.parse(prefix),
                IpAddress.parse(nextHop),
                Optional.empty(),
                neighbour.isEmpty() ? Optional.empty() : Optional.of(neighbour),
                true,
                AsPath.EMPTY,
                Origin.IGP,
                OptionalLong.empty(),
                OptionalLong.empty(),
                List.of(),
                List.of(),
                List.of(),
                Optional.empty(),
                List.of(),
                0,
                false);
    }

    public static List<Prefix> prefixes(String... texts) {
        return Stream.of(texts).map(Prefix::parse).toList();
    }

    private static List<IpAddress> addresses(String... texts) {
        return Stream.of(texts).map(IpAddress::parse).toList();
    }

    private static Authority authority(String... ranges) {
        return Authority.of(Stream.of(ranges).map(PrefixRange::parse).toList());
    }

    private static PublicKey key(int filler) {
        byte[] bytes = new byte[PublicKey.BYTES];
        Arrays.fill(bytes, (byte) filler);
        return PublicKey.of(bytes);
    }
}
