package dev.warren.bgp.lab;

import dev.warren.bgp.RawNeighbour;
import dev.warren.bgp.wire.AddressFamily;
import dev.warren.bgp.wire.AsPath;
import dev.warren.bgp.wire.Opaque;
import dev.warren.bgp.wire.Origin;
import dev.warren.bgp.wire.PathAttributes;
import dev.warren.bgp.wire.UnknownAttribute;
import dev.warren.bgp.wire.Update;
import dev.warren.net.Asn;
import dev.warren.net.IpAddress;
import dev.warren.net.Prefix;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;

/**
 * A neighbour that announces 198.18.0.0/24 and 2001:db8:f00::/48 with an optional transitive attribute, 240, and an optional
 * non-transitive one, 241, that nobody knows; FRR and BIRD originate none such.
 */
final class UnknownAttributes {
    private UnknownAttributes() {}

    /** Connects and announces them; they stay until the neighbour is closed. */
    static RawNeighbour announce(String from, String to, Asn asn) throws IOException {
        RawNeighbour neighbour =
                RawNeighbour.established(from, new InetSocketAddress(InetAddress.ofLiteral(to), 179), asn.value(), 240);
        PathAttributes four = attributes(asn, "0004").toBuilder()
                .nextHop(Optional.of(IpAddress.parse("198.51.100.9")))
                .build();
        neighbour.send(new Update(
                List.of(),
                Optional.of(four),
                List.of(Prefix.parse("198.18.0.0/24")),
                Optional.empty(),
                Optional.empty(),
                List.of()));
        neighbour.send(new Update(
                List.of(),
                Optional.of(attributes(asn, "0006")),
                List.of(),
                Optional.of(new Update.MpReach(
                        AddressFamily.IPV6_UNICAST,
                        Optional.of(IpAddress.parse("2001:db8:2::9")),
                        Optional.empty(),
                        List.of(Prefix.parse("2001:db8:f00::/48")))),
                Optional.empty(),
                List.of()));
        return neighbour;
    }

    private static PathAttributes attributes(Asn asn, String end) {
        return PathAttributes.builder(Origin.IGP, AsPath.sequence(asn))
                .unknown(List.of(
                        new UnknownAttribute(0xc0, 240, Opaque.parse("cafe" + end)),
                        new UnknownAttribute(0x80, 241, Opaque.parse("beef" + end))))
                .build();
    }
}
