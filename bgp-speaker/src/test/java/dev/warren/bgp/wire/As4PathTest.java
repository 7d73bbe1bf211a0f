package dev.warren.bgp.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.warren.bgp.wire.AsPath.Segment;
import dev.warren.bgp.wire.AsPath.SegmentType;
import dev.warren.net.Asn;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a neighbour with two-octet AS numbers means by its AS_PATH and AS4_PATH (RFC 6793 section 4.2.3). */
class As4PathTest {
    private static final Pattern SEGMENT = Pattern.compile("\\{([^}]*)}|\\(([^)]*)\\)|\\[([^]]*)]|([0-9 ]+)");
    private static final List<SegmentType> BY_GROUP =
            List.of(SegmentType.SET, SegmentType.CONFED_SEQUENCE, SegmentType.CONFED_SET, SegmentType.SEQUENCE);

    private static AsPath path(String text) {
        List<Segment> segments = new ArrayList<>();
        Matcher matcher = SEGMENT.matcher(text);
        while (matcher.find()) {
            for (int group = 1; group <= BY_GROUP.size(); group++) {
                String numbers = matcher.group(group);
                if (numbers != null && !numbers.isBlank()) {
                    List<Asn> asns = Stream.of(numbers.strip().split(" +", -1))
                            .map(Asn::parse)
                            .toList();
                    segments.add(new Segment(BY_GROUP.get(group - 1), asns));
                }
            }
        }
        return new AsPath(segments);
    }

    @ParameterizedTest(name = "{0} and {1}: {2}")
    @CsvSource({
        // As long, longer, shorter, and not a word of it exact.
        "23456 23456, 100000 100001, 100000 100001",
        "64600 23456 3320, 100000 3320, 64600 100000 3320",
        "64600 64601 23456, 100000, 64600 64601 100000",
        "23456, 100000 100001, 23456",
        "64600 23456, '', 64600 23456",
        // A set counts one.
        "64600 {1 2} 23456, 100000, 64600 {1 2} 100000",
        "64600 {23456 2}, {100000 2}, 64600 {100000 2}",
        "{1 2} 23456 3, {100000 2} 3, {1 2} {100000 2} 3",
        // Confederation segments: before all, between what is taken, right behind it; others are behind the exact path.
        "(65001 65002) 23456, 100000, (65001 65002) 100000",
        "(65001) [65003] 64600 23456, 100000, (65001) [65003] 64600 100000",
        "64600 (65001) 23456 3320, 100000 3320, 64600 (65001) 100000 3320",
        "64600 (65001) 64601 23456, 100000, 64600 (65001) 64601 100000",
        "64600 3320 (65001) 23456, 3320 100000, 64600 3320 100000",
        "23456 (65001) 3320, 100000 3320, 100000 3320",
        "(65001), '', (65001)"
    })
    void twoPathsBecomeOne(String twoOctets, String fourOctets, String expected) {
        assertEquals(
                expected, AsPathCodec.merge(path(twoOctets), path(fourOctets)).toString());
    }

    /** AS_PATH 64600 23456 with AS4_PATH 100000, and aggregators or none. */
    @ParameterizedTest(name = "AGGREGATOR {0}, AS4_AGGREGATOR {1}: {2} and {3}")
    @CsvSource({
        "-, -, 64600 100000, -",
        "-, 100002, 64600 100000, -",
        "23456, -, 64600 100000, 23456",
        "23456, 100002, 64600 100000, 100002",
        // Aggregated by an old speaker, which knows nothing of the exact ones: but only both together say so.
        "64602, -, 64600 100000, 64602",
        "64602, 100002, 64600 23456, 64602"
    })
    void anExactAggregatorBesideAnotherOneMakesThemStale(
            String aggregator, String exact, String path, String expected) {
        String attributes = "40010100" + "400206" + "0202fc585ba0" + "400304c0000202"
                + (aggregator.equals("-") ? "" : "c00706" + hex(aggregator, 4) + "0a000001")
                + "c01106" + "0201000186a0"
                + (exact.equals("-") ? "" : "c01208" + hex(exact, 8) + "0a000001");
        PathAttributes set = decode(attributes).attributes().orElseThrow();
        assertEquals(path, set.asPath().toString());
        assertEquals(expected, set.aggregator().map(by -> by.asn().toString()).orElse("-"));
    }

    private static String hex(String asn, int digits) {
        return HexFormat.of().toHexDigits(Long.parseLong(asn), digits);
    }

    private static Update decode(String attributes) {
        String body = "0000" + HexFormat.of().toHexDigits(attributes.length() / 2, 4) + attributes + "100a01";
        String message = "f".repeat(32) + HexFormat.of().toHexDigits(19 + body.length() / 2, 4) + "02" + body;
        Decoded decoded =
                MessageDecoder.decode(ByteBuffer.wrap(HexFormat.of().parseHex(message)), new CodecContext(true, false));
        return assertInstanceOf(
                Update.class, assertInstanceOf(Decoded.Good.class, decoded).message());
    }
}
