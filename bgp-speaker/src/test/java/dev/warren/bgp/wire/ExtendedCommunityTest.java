package dev.warren.bgp.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.HexFormat;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExtendedCommunityTest {
    @ParameterizedTest
    @CsvSource({
        "0002fde800000001, rt:65000:1",
        "0003fde8ffffffff, ro:65000:4294967295",
        "0102c0000201000a, rt:192.0.2.1:10",
        "0103fffffffeffff, ro:255.255.255.254:65535",
        "0202fa56ea00000a, rt:4200000000:10",
        "0203ffffffffffff, ro:4294967295:65535",
        "0202000100000007, rt:65536:7",
        // A four-octet AS number that would have gone into two octets.
        "02020000fde80007, rt:65000L:7",
        "4002fde800000001, local-rt:65000:1",
        "4103c00002010001, local-ro:192.0.2.1:1",
        "4202fa56ea000001, local-rt:4200000000:1",
        // Link bandwidth, a colour, an experimental type, and one of the other authority's types.
        "4004fde849742400, 4004fde849742400",
        "030b000000000064, 030b000000000064",
        "8006000000000000, 8006000000000000",
        "8002fde800000001, 8002fde800000001",
        "0302fde800000001, 0302fde800000001"
    })
    void hasATextForm(String octets, String text) {
        ExtendedCommunity community = new ExtendedCommunity(HexFormat.fromHexDigitsToLong(octets));
        assertEquals(text, community.toString());
        assertEquals(community, ExtendedCommunity.parse(text));
        assertEquals(community, ExtendedCommunity.parse(octets));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "rt",
                "rt:1",
                "rt:1:2:3",
                "rt:65000:4294967296",
                "rt:65536:65536",
                "rt:4294967296:1",
                "rt:99999999999999999999:1",
                "rt:192.0.2.1:65536",
                "rt:192.0.2.1L:1",
                "rt:192.0.2:1",
                "rt:-1:1",
                "soo:1:1",
                "0002fde80000000",
                "0002fde8000000010",
                "rt:2001:db8::1:1"
            })
    void refusesWhatIsNone(String text) {
        assertThrows(IllegalArgumentException.class, () -> ExtendedCommunity.parse(text));
    }
}
