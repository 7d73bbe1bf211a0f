package dev.warren.bgp.wire;

import dev.warren.net.IpFamily;
import dev.warren.net.Prefix;
import java.util.List;
import java.util.Optional;

/** UPDATEs of either family that announce. */
public final class Announcement {
    private Announcement() {}

    /** One prefix with these attributes; IPv6 takes its next hop along in MP_REACH_NLRI. */
    public static Update of(Prefix prefix, PathAttributes attributes) {
        return of(List.of(prefix), attributes);
    }

    /** The same of several prefixes of one family. */
    public static Update of(List<Prefix> prefixes, PathAttributes attributes) {
        return prefixes.getFirst().family() == IpFamily.V4
                ? update(attributes, prefixes, Optional.empty())
                : update(
                        attributes.toBuilder().nextHop(Optional.empty()).build(),
                        List.of(),
                        Optional.of(new Update.MpReach(
                                AddressFamily.IPV6_UNICAST, attributes.nextHop(), Optional.empty(), prefixes)));
    }

    private static Update update(PathAttributes attributes, List<Prefix> announced, Optional<Update.MpReach> reach) {
        return new Update(List.of(), Optional.of(attributes), announced, reach, Optional.empty(), List.of());
    }
}
