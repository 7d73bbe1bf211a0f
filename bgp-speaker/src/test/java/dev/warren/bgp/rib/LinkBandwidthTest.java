package dev.warren.bgp.rib;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.warren.bgp.wire.ExtendedCommunity;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Shares by link bandwidth communities, as FRR and BIRD send them. */
class LinkBandwidthTest {
    /** 12.5 and 25 million octets a second; a bandwidth that is not a number, a negative one, none. */
    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "4004fc184b3ebc20, 1",
        "4004fc184b3ebc20 4004fc184bbebc20, 1 2",
        "0004fc184b3ebc20 4004fc184bbebc20, 1 2",
        "4004fc184bbebc20 4004fc184bbebc20 4004fc184bbebc20, 1 1 1",
        "4004fc183f800000 4004fc184bbebc20, 1 256",
        "4004fc184b3ebc20 0002fc184bbebc20, 1 1",
        "4004fc187fc00000 4004fc184bbebc20, 1 1",
        "4004fc18cb3ebc20 4004fc184bbebc20, 1 1",
        "4004fc187f800000 4004fc184bbebc20, 1 1",
        "4004fc1800000000 4004fc184bbebc20, 1 1"
    })
    void sharesAreInProportionIfAllHaveABandwidth(String communities, String weights) {
        List<List<ExtendedCommunity>> paths = Stream.of(communities.split(" ", -1))
                .map(text -> List.of(new ExtendedCommunity(Long.parseUnsignedLong(text, 16))))
                .toList();
        List<Integer> expected =
                Stream.of(weights.split(" ", -1)).map(Integer::valueOf).toList();
        assertEquals(expected, LinkBandwidth.weights(paths));
    }
}
