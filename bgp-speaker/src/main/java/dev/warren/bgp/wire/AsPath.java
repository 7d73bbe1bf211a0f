package dev.warren.bgp.wire;

import dev.warren.net.Asn;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * AS_PATH (RFC 4271 section 5.1.2), the nearest AS first. The text form is the numbers with spaces, a set in braces.
 *
 * @param segments in the order of the wire
 */
public record AsPath(List<Segment> segments) {
    /** The path of a route of our own AS. */
    public static final AsPath EMPTY = new AsPath(List.of());

    private static final int MAX_SEGMENT = 255;

    /** The segment types of RFC 4271 section 4.3 and RFC 5065 section 3. */
    public enum SegmentType {
        /** Unordered: one of these. */
        SET(1, "{", "}"),
        /** Ordered: all of these. */
        SEQUENCE(2, "", ""),
        /** Ordered, inside a confederation. */
        CONFED_SEQUENCE(3, "(", ")"),
        /** Unordered, inside a confederation. */
        CONFED_SET(4, "[", "]");

        private final int code;
        private final String opening;
        private final String closing;

        SegmentType(int code, String opening, String closing) {
            this.code = code;
            this.opening = opening;
            this.closing = closing;
        }

        /** The value on the wire. */
        public int code() {
            return code;
        }

        /** The type with this value; empty if it is undefined. */
        public static Optional<SegmentType> of(int code) {
            return switch (code) {
                case 1 -> Optional.of(SET);
                case 2 -> Optional.of(SEQUENCE);
                case 3 -> Optional.of(CONFED_SEQUENCE);
                case 4 -> Optional.of(CONFED_SET);
                default -> Optional.empty();
            };
        }
    }

    /** One segment of 1 to 255 numbers. */
    public record Segment(SegmentType type, List<Asn> asns) {
        /** @throws IllegalArgumentException unless there are 1 to 255 numbers */
        public Segment {
            asns = List.copyOf(asns);
            if (asns.isEmpty() || asns.size() > MAX_SEGMENT) {
                throw new IllegalArgumentException("a segment has 1 to 255 numbers, not " + asns.size());
            }
        }

        /** What it adds to the length of a path: a set 1, a confederation's segment nothing (RFC 5065 section 5.3). */
        int length() {
            return switch (type) {
                case SEQUENCE -> asns.size();
                case SET -> 1;
                case CONFED_SEQUENCE, CONFED_SET -> 0;
            };
        }
    }

    public AsPath {
        segments = List.copyOf(segments);
    }

    /** A path of one sequence; empty where there are no numbers. */
    public static AsPath sequence(Asn... asns) {
        return asns.length == 0 ? EMPTY : new AsPath(List.of(new Segment(SegmentType.SEQUENCE, List.of(asns))));
    }

    /** The length as the decision process counts it: a set is 1, confederation segments are 0 (RFC 5065 section 5.3). */
    public int length() {
        int length = 0;
        for (Segment segment : segments) {
            length += segment.length();
        }
        return length;
    }

    /** The AS that sent the route to us: the first number, if the path begins with a sequence. */
    public Optional<Asn> first() {
        return segments.isEmpty() || segments.getFirst().type() != SegmentType.SEQUENCE
                ? Optional.empty()
                : Optional.of(segments.getFirst().asns().getFirst());
    }

    /** True if the number stands anywhere in the path. */
    public boolean contains(Asn asn) {
        for (Segment segment : segments) {
            if (segment.asns().contains(asn)) {
                return true;
            }
        }
        return false;
    }

    /** True if there is an AS_SET or AS_CONFED_SET, which are deprecated (RFC 9774). */
    public boolean hasSets() {
        return segments.stream()
                .anyMatch(segment -> segment.type() == SegmentType.SET || segment.type() == SegmentType.CONFED_SET);
    }

    /** The path with one more number in front (RFC 4271 section 5.1.2); a full first segment gets a new one before it. */
    public AsPath prepend(Asn asn) {
        List<Segment> longer = new ArrayList<>(segments);
        boolean extend = !segments.isEmpty()
                && segments.getFirst().type() == SegmentType.SEQUENCE
                && segments.getFirst().asns().size() < MAX_SEGMENT;
        List<Asn> asns = new ArrayList<>();
        asns.add(asn);
        if (extend) {
            asns.addAll(longer.removeFirst().asns());
        }
        longer.addFirst(new Segment(SegmentType.SEQUENCE, asns));
        return new AsPath(longer);
    }

    /** The path without its first number: what {@link #prepend} made this one of. An empty one stays empty. */
    public AsPath withoutFirst() {
        if (segments.isEmpty()) {
            return this;
        }
        List<Segment> shorter = new ArrayList<>(segments);
        Segment first = shorter.removeFirst();
        if (first.asns().size() > 1) {
            shorter.addFirst(new Segment(
                    first.type(), first.asns().subList(1, first.asns().size())));
        }
        return new AsPath(shorter);
    }

    @Override
    public String toString() {
        return segments.stream()
                .map(segment -> segment.asns().stream()
                        .map(Asn::toString)
                        .collect(Collectors.joining(" ", segment.type().opening, segment.type().closing)))
                .collect(Collectors.joining(" "));
    }
}
