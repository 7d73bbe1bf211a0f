package dev.warren.bgp.fsm;

import dev.warren.net.Asn;

/**
 * Which AS a neighbour may be of: one, or with {@code first < last} any other than ours from one number to another.
 *
 * @param first the least
 * @param last the greatest
 */
public record PeerAs(Asn first, Asn last) {
    /** @throws IllegalArgumentException if there is none, or it begins with 0 (RFC 7607) */
    public PeerAs {
        if (first.value() == 0) {
            throw new IllegalArgumentException("AS 0 (RFC 7607)");
        }
        if (first.compareTo(last) > 0) {
            throw new IllegalArgumentException("AS " + first + " to " + last + ": the first is greater");
        }
    }

    /** This one. */
    public static PeerAs of(Asn only) {
        return new PeerAs(only, only);
    }

    /** Any but ours. */
    public static PeerAs anyExternal() {
        return new PeerAs(Asn.of(1), Asn.of(0xffff_fffeL));
    }

    /** True if the neighbour is of another AS than ours. */
    public boolean isExternal(Asn ours) {
        return !(first.equals(ours) && last.equals(ours));
    }

    /** True if a neighbour of this AS is meant. */
    public boolean includes(Asn asn, Asn ours) {
        return first.compareTo(asn) <= 0 && asn.compareTo(last) <= 0 && (first.equals(last) || !asn.equals(ours));
    }

    /** One of them. */
    public Asn any(Asn ours) {
        return first.equals(last) || !first.equals(ours) ? first : Asn.of(first.value() + 1);
    }

    @Override
    public String toString() {
        return first.equals(last) ? first.toString() : first + "-" + last;
    }
}
