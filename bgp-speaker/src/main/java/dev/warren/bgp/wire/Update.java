package dev.warren.bgp.wire;

import dev.warren.net.IpAddress;
import dev.warren.net.IpFamily;
import dev.warren.net.Prefix;
import java.util.List;
import java.util.Optional;

/**
 * UPDATE (RFC 4271 section 4.3) with its MP_REACH_NLRI and MP_UNREACH_NLRI (RFC 4760) taken apart.
 *
 * <pre>
 * +------------------+------------------+------------------+-----------------+------+
 * | Withdrawn Length | Withdrawn Routes | Attribute Length | Path Attributes | NLRI |
 * | 2                | variable         | 2                | variable        | rest |
 * +------------------+------------------+------------------+-----------------+------+
 * </pre>
 *
 * @param withdrawn IPv4 prefixes
 * @param attributes the attributes that are not about one family; empty if ORIGIN or AS_PATH is missing or malformed
 * @param announced IPv4 prefixes, whose next hop is in the attributes
 * @param mpReach announcements of one more family
 * @param mpUnreach withdrawals of one more family
 * @param errors the malformed attributes, those that don't end the session
 * @param withdrawnIds the path identifiers of {@code withdrawn}
 * @param announcedIds the path identifiers of {@code announced}
 * @param lostSets an AS_SET or AS_CONFED_SET stood in AS_PATH or AS4_PATH of a speaker with two-octet AS numbers, and the path that
 *     both make has none (RFC 9774 section 3)
 */
public record Update(
        List<Prefix> withdrawn,
        Optional<PathAttributes> attributes,
        List<Prefix> announced,
        Optional<MpReach> mpReach,
        Optional<MpUnreach> mpUnreach,
        List<AttributeError> errors,
        PathIds withdrawnIds,
        PathIds announcedIds,
        boolean lostSets)
        implements Message {

    /**
     * MP_REACH_NLRI (RFC 4760 section 3).
     *
     * @param family the family of the prefixes
     * @param nextHop the next hop; empty for a family that we don't speak
     * @param linkLocal the link-local address after it (RFC 2545)
     * @param announced the prefixes; empty for a family that we don't speak
     * @param ids their path identifiers
     */
    public record MpReach(
            AddressFamily family,
            Optional<IpAddress> nextHop,
            Optional<IpAddress> linkLocal,
            List<Prefix> announced,
            PathIds ids) {
        public MpReach {
            announced = List.copyOf(announced);
        }

        /** Without path identifiers. */
        public MpReach(
                AddressFamily family,
                Optional<IpAddress> nextHop,
                Optional<IpAddress> linkLocal,
                List<Prefix> announced) {
            this(family, nextHop, linkLocal, announced, PathIds.NONE);
        }

        /** The one to use: the link-local one only where the other is none (RFC 2545 section 3, and what unnumbered peers send). */
        public Optional<IpAddress> usableNextHop() {
            return linkLocal.isPresent() && nextHop.stream().anyMatch(hop -> hop.isUnspecified() || hop.isLinkLocal())
                    ? linkLocal
                    : nextHop;
        }
    }

    /**
     * MP_UNREACH_NLRI (RFC 4760 section 4).
     *
     * @param family the family of the prefixes
     * @param withdrawn the prefixes; empty for a family that we don't speak
     * @param endOfRib true if there were no octets of prefixes
     * @param ids the path identifiers of the prefixes
     */
    public record MpUnreach(AddressFamily family, List<Prefix> withdrawn, boolean endOfRib, PathIds ids) {
        public MpUnreach {
            withdrawn = List.copyOf(withdrawn);
        }

        /** Without path identifiers. */
        public MpUnreach(AddressFamily family, List<Prefix> withdrawn, boolean endOfRib) {
            this(family, withdrawn, endOfRib, PathIds.NONE);
        }
    }

    public Update {
        withdrawn = List.copyOf(withdrawn);
        announced = List.copyOf(announced);
        errors = List.copyOf(errors);
    }

    /** Without path identifiers in its own lists. */
    public Update(
            List<Prefix> withdrawn,
            Optional<PathAttributes> attributes,
            List<Prefix> announced,
            Optional<MpReach> mpReach,
            Optional<MpUnreach> mpUnreach,
            List<AttributeError> errors) {
        this(withdrawn, attributes, announced, mpReach, mpUnreach, errors, PathIds.NONE, PathIds.NONE);
    }

    /** With paths that have lost no sets. */
    public Update(
            List<Prefix> withdrawn,
            Optional<PathAttributes> attributes,
            List<Prefix> announced,
            Optional<MpReach> mpReach,
            Optional<MpUnreach> mpUnreach,
            List<AttributeError> errors,
            PathIds withdrawnIds,
            PathIds announcedIds) {
        this(withdrawn, attributes, announced, mpReach, mpUnreach, errors, withdrawnIds, announcedIds, false);
    }

    /** The End-of-RIB marker of a family (RFC 4724 section 2). */
    public static Update endOfRib(IpFamily family) {
        Optional<MpUnreach> unreach = family == IpFamily.V4
                ? Optional.empty()
                : Optional.of(new MpUnreach(AddressFamily.unicast(family), List.of(), true));
        return new Update(List.of(), Optional.empty(), List.of(), Optional.empty(), unreach, List.of());
    }

    /** The family whose End-of-RIB marker this is; empty if it is none. */
    public Optional<IpFamily> endOfRib() {
        boolean bare = withdrawn.isEmpty()
                && announced.isEmpty()
                && attributes.isEmpty()
                && mpReach.isEmpty()
                && errors.isEmpty();
        if (!bare) {
            return Optional.empty();
        }
        return mpUnreach.isEmpty()
                ? Optional.of(IpFamily.V4)
                : mpUnreach
                        .filter(MpUnreach::endOfRib)
                        .flatMap(unreach -> unreach.family().unicast());
    }

    /** True if the announced prefixes are to be treated as withdrawn (RFC 7606). */
    public boolean treatAsWithdraw() {
        return errors.stream().anyMatch(error -> error.outcome() == AttributeError.Outcome.TREAT_AS_WITHDRAW);
    }
}
