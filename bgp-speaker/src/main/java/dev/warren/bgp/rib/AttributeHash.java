package dev.warren.bgp.rib;

import dev.warren.bgp.wire.Aggregator;
import dev.warren.bgp.wire.AsPath;
import dev.warren.bgp.wire.Community;
import dev.warren.bgp.wire.ExtendedCommunity;
import dev.warren.bgp.wire.LargeCommunity;
import dev.warren.bgp.wire.PathAttributes;
import dev.warren.bgp.wire.UnknownAttribute;
import dev.warren.net.Asn;
import dev.warren.net.IpAddress;
import dev.warren.net.RouterId;

/**
 * A hash of attribute sets that depends on a secret: a neighbour can choose sets that collide in {@link Object#hashCode}, but not
 * in this one.
 */
final class AttributeHash {
    private static final long STEP = 0x9e37_79b9_7f4a_7c15L;

    private long state;

    private AttributeHash(long secret) {
        state = secret;
    }

    static long of(PathAttributes attributes, long secret) {
        AttributeHash hash = new AttributeHash(secret);
        hash.add(attributes.origin().code());
        hash.add(attributes.asPath());
        hash.add(attributes.nextHop().orElse(IpAddress.ANY_V4));
        hash.add(attributes.med().orElse(-1));
        hash.add(attributes.localPreference().orElse(-1));
        hash.add(attributes.atomicAggregate() ? 1 : 0);
        hash.add(attributes.aggregator().isPresent() ? 1 : 0);
        attributes.aggregator().ifPresent(hash::add);
        hash.add(attributes.originatorId().map(id -> (long) id.bits()).orElse(-1L << 32));
        hash.addLists(attributes);
        return hash.state;
    }

    private void addLists(PathAttributes attributes) {
        add(attributes.communities().size());
        for (Community community : attributes.communities()) {
            add(community.bits());
        }
        add(attributes.clusterList().size());
        for (RouterId cluster : attributes.clusterList()) {
            add(cluster.bits());
        }
        add(attributes.extendedCommunities().size());
        for (ExtendedCommunity community : attributes.extendedCommunities()) {
            add(community.bits());
        }
        add(attributes.largeCommunities().size());
        for (LargeCommunity community : attributes.largeCommunities()) {
            add(community.global());
            add(community.local1());
            add(community.local2());
        }
        for (UnknownAttribute unknown : attributes.unknown()) {
            add(((long) unknown.flags() << 8) | unknown.type());
            for (byte octet : unknown.value().toBytes()) {
                add(octet);
            }
        }
    }

    private void add(AsPath path) {
        for (AsPath.Segment segment : path.segments()) {
            add(((long) segment.type().code() << 8) | segment.asns().size());
            for (Asn asn : segment.asns()) {
                add(asn.value());
            }
        }
    }

    private void add(IpAddress address) {
        add(address.family().bits());
        add(address.high());
        add(address.low());
    }

    private void add(Aggregator aggregator) {
        add(aggregator.asn().value());
        add(aggregator.address());
    }

    /** One round of David Stafford's mixer 13, the one of {@link java.util.SplittableRandom}. */
    private void add(long word) {
        long mixed = (state ^ word) + STEP;
        mixed = (mixed ^ (mixed >>> 30)) * 0xbf58_476d_1ce4_e5b9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94d0_49bb_1331_11ebL;
        state = mixed ^ (mixed >>> 31);
    }
}
