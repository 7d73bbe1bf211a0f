package dev.warren.bgp.policy;

import dev.warren.bgp.wire.Community;
import dev.warren.bgp.wire.ExtendedCommunity;
import dev.warren.bgp.wire.LargeCommunity;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * Communities to put on a route.
 *
 * @param standard RFC 1997
 * @param extended RFC 4360
 * @param large RFC 8092
 */
public record CommunitySet(List<Community> standard, List<ExtendedCommunity> extended, List<LargeCommunity> large) {
    public CommunitySet {
        standard = List.copyOf(standard);
        extended = List.copyOf(extended);
        large = List.copyOf(large);
    }

    /** Standard ones only. */
    public static CommunitySet of(Community... standard) {
        return new CommunitySet(List.of(standard), List.of(), List.of());
    }

    /** Extended ones only. */
    public static CommunitySet of(ExtendedCommunity... extended) {
        return new CommunitySet(List.of(), List.of(extended), List.of());
    }

    /** Large ones only. */
    public static CommunitySet of(LargeCommunity... large) {
        return new CommunitySet(List.of(), List.of(), List.of(large));
    }

    byte[] standardOctets() {
        ByteBuffer out = ByteBuffer.allocate(4 * standard.size());
        standard.forEach(community -> out.putInt(community.bits()));
        return out.array();
    }

    byte[] extendedOctets() {
        ByteBuffer out = ByteBuffer.allocate(8 * extended.size());
        extended.forEach(community -> out.putLong(community.bits()));
        return out.array();
    }

    byte[] largeOctets() {
        ByteBuffer out = ByteBuffer.allocate(12 * large.size());
        large.forEach(community ->
                out.putInt(community.global()).putInt(community.local1()).putInt(community.local2()));
        return out.array();
    }
}
