package dev.warren.bgp.policy;

import dev.warren.bgp.wire.AttributeBlock;
import dev.warren.net.IpAddress;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A route as policies see it, without its prefix: its attributes as an {@link AttributeBlock}, the next hop, and what never stands
 * in a message. Immutable; the octets are not to be changed.
 */
public final class Route {
    /** Added to the weight in {@link #marks}: a policy chose the next hop, and export leaves it alone. */
    public static final int NEXT_HOP_CHOSEN = 1 << 16;

    /** Added to the weight in {@link #marks}: a policy chose the MED, and export to another AS leaves it alone. */
    public static final int MED_CHOSEN = 1 << 17;

    /** The greatest weight. */
    public static final int MAX_WEIGHT = 0xffff;

    private final Provenance from;
    private final byte[] block;
    private final @Nullable IpAddress nextHop;
    private final int marks;

    private Route(Provenance from, byte[] block, @Nullable IpAddress nextHop, int marks) {
        this.from = from;
        this.block = block;
        this.nextHop = nextHop;
        this.marks = marks;
    }

    /** A route with the {@link #marks} that it has so far. */
    public static Route of(Provenance from, byte[] block, Optional<IpAddress> nextHop, int marks) {
        return new Route(from, block, nextHop.orElse(null), marks);
    }

    /** Where it comes from. */
    public Provenance from() {
        return from;
    }

    /** Its attributes. */
    public byte[] block() {
        return block;
    }

    /** Its next hop; empty for a local route. */
    public Optional<IpAddress> nextHop() {
        return Optional.ofNullable(nextHop);
    }

    /** 0 to 65,535: the greater is preferred before LOCAL_PREF is looked at. */
    public int weight() {
        return marks & MAX_WEIGHT;
    }

    /** The weight, and which attributes were chosen by a policy: {@link #NEXT_HOP_CHOSEN}, {@link #MED_CHOSEN}. */
    public int marks() {
        return marks;
    }

    Route withBlock(byte[] octets) {
        return new Route(from, octets, nextHop, marks);
    }

    Route withMed(byte[] octets) {
        return new Route(from, octets, nextHop, marks | MED_CHOSEN);
    }

    Route withNextHop(Optional<IpAddress> hop) {
        return new Route(from, block, hop.orElse(nextHop), marks | NEXT_HOP_CHOSEN);
    }

    Route withWeight(int weight) {
        return new Route(from, block, nextHop, (marks & ~MAX_WEIGHT) | weight);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Route route
                && from.equals(route.from)
                && Arrays.equals(block, route.block)
                && Objects.equals(nextHop, route.nextHop)
                && marks == route.marks;
    }

    @Override
    public int hashCode() {
        return Objects.hash(from, Arrays.hashCode(block), nextHop, marks);
    }

    @Override
    public String toString() {
        return "Route[" + AttributeBlock.decode(block, nextHop()) + " weight=" + weight() + "]";
    }
}
