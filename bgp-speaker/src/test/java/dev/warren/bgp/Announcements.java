package dev.warren.bgp;

import dev.warren.bgp.wire.AsPath;
import dev.warren.bgp.wire.Origin;
import dev.warren.bgp.wire.PathAttributes;
import dev.warren.bgp.wire.Update;
import dev.warren.net.Asn;
import dev.warren.net.IpAddress;
import dev.warren.net.Prefix;
import java.util.List;
import java.util.Optional;

/** UPDATEs with one IPv4 prefix. */
final class Announcements {
    private Announcements() {}

    static Update of(String prefix, long asn, String nextHop) {
        return update(
                prefix,
                Optional.of(PathAttributes.builder(Origin.IGP, AsPath.sequence(Asn.of(asn)))
                        .nextHop(IpAddress.parse(nextHop))
                        .build()));
    }

    /** Its mandatory attributes are missing: RFC 7606 treats the prefix as withdrawn. */
    static Update withoutAttributes(String prefix) {
        return update(prefix, Optional.empty());
    }

    private static Update update(String prefix, Optional<PathAttributes> attributes) {
        return new Update(
                List.of(), attributes, List.of(Prefix.parse(prefix)), Optional.empty(), Optional.empty(), List.of());
    }
}
