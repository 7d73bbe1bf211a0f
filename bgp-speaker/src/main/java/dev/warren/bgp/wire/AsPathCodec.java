package dev.warren.bgp.wire;

import dev.warren.bgp.wire.AsPath.Segment;
import dev.warren.bgp.wire.AsPath.SegmentType;
import dev.warren.net.Asn;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** AS_PATH and AS4_PATH on the wire (RFC 4271 section 4.3, RFC 6793 section 3), and how the two become one. */
final class AsPathCodec {
    private AsPathCodec() {}

    /** An AS path, or what is wrong with it. */
    sealed interface Result {
        /** The path. */
        record Read(AsPath path) implements Result {}

        /** The complaint. */
        record Malformed(String detail) implements Result {}
    }

    static Result decode(Octets octets, boolean fourOctets, boolean external) {
        List<Segment> segments = new ArrayList<>();
        try {
            while (octets.left() > 0) {
                int code = octets.u8();
                Optional<SegmentType> type = SegmentType.of(code);
                int count = octets.u8();
                if (type.isEmpty() || count == 0) {
                    return new Result.Malformed("a segment of type " + code + " with " + count + " numbers");
                }
                if (external && isConfederation(type.get())) {
                    return new Result.Malformed("a confederation segment from outside (RFC 5065 section 5)");
                }
                List<Asn> asns = new ArrayList<>(count);
                for (int index = 0; index < count; index++) {
                    long asn = fourOctets ? octets.u32() : octets.u16();
                    if (asn == 0) {
                        return new Result.Malformed("AS 0 in the path (RFC 7607)");
                    }
                    asns.add(Asn.of(asn));
                }
                segments.add(new Segment(type.get(), asns));
            }
        } catch (ShortReadException cut) {
            return new Result.Malformed("a segment ends early: " + cut.getMessage());
        }
        return new Result.Read(segments.isEmpty() ? AsPath.EMPTY : new AsPath(segments));
    }

    private static boolean isConfederation(SegmentType type) {
        return type == SegmentType.CONFED_SEQUENCE || type == SegmentType.CONFED_SET;
    }

    /**
     * The exact path behind a two-octet one (RFC 6793 section 4.2.3): as many leading numbers of the two-octet path as the
     * four-octet one lacks, then that one. Where it is longer, it is ignored. Confederation segments count nothing and never
     * stand in the four-octet path: those before it and between what is taken, and the one right behind that, are taken along.
     */
    static AsPath merge(AsPath twoOctets, AsPath fourOctets) {
        int missing = twoOctets.length() - fourOctets.length();
        if (missing < 0) {
            return twoOctets;
        }
        List<Segment> merged = new ArrayList<>();
        for (Segment segment : twoOctets.segments()) {
            if (missing == 0 && !isConfederation(segment.type())) {
                break;
            }
            boolean cut =
                    segment.type() == SegmentType.SEQUENCE && segment.asns().size() > missing;
            if (cut) {
                merged.add(new Segment(segment.type(), segment.asns().subList(0, missing)));
                break;
            }
            merged.add(segment);
            missing -= segment.length();
        }
        merged.addAll(fourOctets.segments());
        return joined(merged);
    }

    /** Two sequences that meet become one where they fit, so that the first AS and a prepend work as if never split. */
    private static AsPath joined(List<Segment> segments) {
        List<Segment> joined = new ArrayList<>();
        for (Segment segment : segments) {
            Segment last = joined.isEmpty() ? segment : joined.getLast();
            boolean join = !joined.isEmpty()
                    && last.type() == SegmentType.SEQUENCE
                    && segment.type() == SegmentType.SEQUENCE
                    && last.asns().size() + segment.asns().size() <= 255;
            if (join) {
                List<Asn> asns = new ArrayList<>(joined.removeLast().asns());
                asns.addAll(segment.asns());
                joined.add(new Segment(SegmentType.SEQUENCE, asns));
            } else {
                joined.add(segment);
            }
        }
        return new AsPath(joined);
    }

    static boolean needsFourOctets(AsPath path) {
        return path.segments().stream()
                .anyMatch(segment -> segment.asns().stream().anyMatch(asn -> asn.value() > 0xffff));
    }

    /** The path that AS4_PATH carries: without confederation segments (RFC 6793 section 3). */
    static AsPath withoutConfederation(AsPath path) {
        return new AsPath(path.segments().stream()
                .filter(segment -> !isConfederation(segment.type()))
                .toList());
    }

    static byte[] encode(AsPath path, boolean fourOctets) {
        int numbers = path.segments().stream()
                .mapToInt(segment -> segment.asns().size())
                .sum();
        ByteBuffer out = ByteBuffer.allocate(2 * path.segments().size() + numbers * (fourOctets ? 4 : 2));
        for (Segment segment : path.segments()) {
            out.put((byte) segment.type().code());
            out.put((byte) segment.asns().size());
            for (Asn asn : segment.asns()) {
                if (fourOctets) {
                    out.putInt((int) asn.value());
                } else {
                    out.putShort((short) asn.twoOctets());
                }
            }
        }
        return out.array();
    }
}
