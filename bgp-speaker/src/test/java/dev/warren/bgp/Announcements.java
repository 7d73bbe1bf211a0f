package dev.warren.bgp;

import dev.warren.bgp.wire.Announcement;
import dev.warren.bgp.wire.AsPath;
import dev.warren.bgp.wire.Origin;
import dev.warren.bgp.wire.PathAttributes;
import dev.warren.bgp.wire.Update;
import dev.warren.net.Asn;
import dev.warren.net.IpAddress;
import dev.warren.net.Prefix;
import java.util.List;
import java.util.Optional;

/** UPDATEs with one prefix. */
final class Announcements {
    private Announcements() {}

    static Update of(String prefix, long asn, String nextHop) {
        return Announcement.of(
                Prefix.parse(prefix),
                PathAttributes.builder(Origin.IGP, AsPath.sequence(Asn.of(asn)))
                        .nextHop(IpAddress.parse(nextHop))
                        .build());
    }

    /** An IPv4 prefix whose mandatory attributes are missing: RFC 7606 treats it as withdrawn. */
    static Update withoutAttributes(String prefix) {
        return new Update(
                List.of(),
                Optional.empty(),
                List.of(Prefix.parse(prefix)),
                Optional.empty(),
                Optional.empty(),
                List.of());
    }
}
