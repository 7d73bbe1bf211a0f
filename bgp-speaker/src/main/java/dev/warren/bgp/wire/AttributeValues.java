package dev.warren.bgp.wire;

import dev.warren.net.Asn;
import dev.warren.net.IpAddress;
import dev.warren.net.RouterId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The values of the attributes of one UPDATE, one after the other, and the set that they make. */
final class AttributeValues {
    private final CodecContext context;
    private @Nullable Origin origin;
    private @Nullable AsPath asPath;
    private @Nullable AsPath as4Path;
    private boolean hasSets;
    private @Nullable Aggregator aggregator;
    private @Nullable Aggregator as4Aggregator;
    private final PathAttributesBuilder builder = new PathAttributesBuilder(Origin.IGP, AsPath.EMPTY);
    private final List<UnknownAttribute> unknown = new ArrayList<>();
    private final Set<Integer> partial = new HashSet<>();

    AttributeValues(CodecContext context) {
        this.context = context;
    }

    /** Reads a value whose length fits; answers what is wrong with it, if anything. */
    Optional<String> take(AttributeType type, int flags, Octets value) throws ShortReadException {
        if ((flags & AttributeFlags.PARTIAL) != 0) {
            partial.add(type.code());
        }
        return switch (type) {
            case ORIGIN -> origin(value.u8());
            case AS_PATH -> path(value, context.fourOctetAs(), false);
            case AS4_PATH -> path(value, true, true);
            case NEXT_HOP -> set(builder.nextHop(IpAddress.ofV4(value.i32())));
            case MULTI_EXIT_DISC -> set(builder.med(OptionalLong.of(value.u32())));
            case LOCAL_PREF -> set(builder.localPreference(OptionalLong.of(value.u32())));
            case ATOMIC_AGGREGATE -> set(builder.atomicAggregate(true));
            case AGGREGATOR -> aggregator(value);
            case AS4_AGGREGATOR -> as4Aggregator(value);
            case COMMUNITIES -> communities(value);
            case ORIGINATOR_ID -> originator(value.i32());
            case CLUSTER_LIST -> clusters(value);
            case EXTENDED_COMMUNITIES -> extendedCommunities(value);
            case LARGE_COMMUNITY -> largeCommunities(value);
            case PMSI_TUNNEL -> carry(type, flags, value, CarriedAttributes.pmsiComplaint(value.peek()));
            case TUNNEL_ENCAPSULATION ->
                carry(type, flags, value, CarriedAttributes.encapsulationComplaint(value.peek()));
            case ONLY_TO_CUSTOMER -> carry(type, flags, value, CarriedAttributes.onlyToCustomerComplaint(value.peek()));
            case IPV6_EXTENDED_COMMUNITIES -> carry(type, flags, value, Optional.empty());
            case MP_REACH_NLRI, MP_UNREACH_NLRI -> Optional.of("not here");
        };
    }

    void keep(UnknownAttribute attribute) {
        unknown.add(attribute);
    }

    /** The builder has taken a value: nothing is wrong with it. */
    private Optional<String> set(PathAttributesBuilder done) {
        return done == builder ? Optional.empty() : Optional.of("not our builder");
    }

    private Optional<String> origin(int code) {
        origin = Origin.of(code).orElse(null);
        return origin == null ? Optional.of("value " + code) : Optional.empty();
    }

    private Optional<String> path(Octets value, boolean fourOctets, boolean as4) {
        return switch (AsPathCodec.decode(value, fourOctets, context.external() && !as4)) {
            case AsPathCodec.Result.Malformed(String detail) -> Optional.of(detail);
            case AsPathCodec.Result.Read(AsPath path) -> {
                if (as4) {
                    // RFC 6793 section 6: segments that shouldn't be there are discarded, and nothing else is wrong.
                    as4Path = AsPathCodec.withoutConfederation(path);
                    hasSets |= path.hasSets() && !context.fourOctetAs();
                } else {
                    asPath = path;
                    hasSets |= path.hasSets();
                }
                yield Optional.empty();
            }
        };
    }

    private Optional<String> aggregator(Octets value) throws ShortReadException {
        if (value.left() != (context.fourOctetAs() ? 8 : 6)) {
            return Optional.of("a length of " + value.left());
        }
        long asn = context.fourOctetAs() ? value.u32() : value.u16();
        IpAddress address = IpAddress.ofV4(value.i32());
        if (asn == 0) {
            return Optional.of("AS 0 (RFC 7607)");
        }
        aggregator = new Aggregator(Asn.of(asn), address);
        return Optional.empty();
    }

    private Optional<String> as4Aggregator(Octets value) throws ShortReadException {
        long asn = value.u32();
        if (asn == 0) {
            return Optional.of("AS 0 (RFC 7607)");
        }
        as4Aggregator = new Aggregator(Asn.of(asn), IpAddress.ofV4(value.i32()));
        return Optional.empty();
    }

    private Optional<String> communities(Octets value) throws ShortReadException {
        List<Community> list = new ArrayList<>(value.left() / 4);
        while (value.left() > 0) {
            list.add(new Community(value.i32()));
        }
        return set(builder.communities(list));
    }

    private Optional<String> originator(int id) {
        if (id == 0) {
            return Optional.of("0.0.0.0 is no router id");
        }
        return set(builder.originatorId(Optional.of(new RouterId(id))));
    }

    private Optional<String> clusters(Octets value) throws ShortReadException {
        List<RouterId> list = new ArrayList<>(value.left() / 4);
        while (value.left() > 0) {
            int id = value.i32();
            if (id == 0) {
                return Optional.of("0.0.0.0 is no cluster id");
            }
            list.add(new RouterId(id));
        }
        return set(builder.clusterList(list));
    }

    private Optional<String> extendedCommunities(Octets value) throws ShortReadException {
        List<ExtendedCommunity> list = new ArrayList<>(value.left() / 8);
        while (value.left() > 0) {
            list.add(new ExtendedCommunity(value.i64()));
        }
        return set(builder.extendedCommunities(list));
    }

    /** RFC 8092 section 3: one that stands there again is removed, and nothing is wrong with that. */
    private Optional<String> largeCommunities(Octets value) throws ShortReadException {
        Set<LargeCommunity> once = new LinkedHashSet<>();
        while (value.left() > 0) {
            once.add(new LargeCommunity(value.i32(), value.i32(), value.i32()));
        }
        return set(builder.largeCommunities(List.copyOf(once)));
    }

    private Optional<String> carry(AttributeType type, int flags, Octets value, Optional<String> complaint) {
        if (complaint.isEmpty()) {
            unknown.add(new UnknownAttribute(flags, type.code(), value.peek()));
        }
        return complaint;
    }

    /** True if there were sets in the paths, and none is left in what they make. */
    boolean lostSets() {
        return hasSets && build().stream().noneMatch(set -> set.asPath().hasSets());
    }

    /** The set; empty where ORIGIN or AS_PATH was missing or malformed. */
    Optional<PathAttributes> build() {
        if (origin == null || asPath == null) {
            return Optional.empty();
        }
        AsPath path = asPath;
        Aggregator by = aggregator;
        // RFC 6793 section 4.2.3: an AGGREGATOR of an exact AS beside AS4_AGGREGATOR says that the AS4 attributes are
        // stale.
        boolean stale = by != null && as4Aggregator != null && !by.asn().equals(Asn.TRANS);
        if (!context.fourOctetAs() && !stale) {
            path = as4Path == null ? path : AsPathCodec.merge(path, as4Path);
            by = by != null && as4Aggregator != null ? as4Aggregator : by;
        }
        return Optional.of(builder.origin(origin)
                .asPath(path)
                .aggregator(Optional.ofNullable(by))
                .unknown(unknown)
                .partial(partial)
                .build());
    }
}
