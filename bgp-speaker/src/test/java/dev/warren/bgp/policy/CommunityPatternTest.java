package dev.warren.bgp.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.warren.bgp.wire.Community;
import dev.warren.bgp.wire.ExtendedCommunity;
import dev.warren.bgp.wire.LargeCommunity;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CommunityPatternTest {
    @ParameterizedTest
    @CsvSource({
        "65000:1, 65000:1, true",
        "65000:1, 65000:2, false",
        "65000:*, 65000:2, true",
        "*:666, 1:666, true",
        "64512-65534:1-9, 64600:9, true",
        "64512-65534:1-9, 64600:10, false"
    })
    void matchesStandard(String pattern, String community, boolean expected) {
        byte[] octets = CommunitySet.of(Community.parse(community)).standardOctets();
        assertEquals(expected, CommunityPattern.Standard.parse(pattern).matches(octets, 0));
        assertEquals(pattern, CommunityPattern.Standard.parse(pattern).toString());
    }

    @ParameterizedTest
    @CsvSource({
        "4200000000:*:7, 4200000000:1:7, true",
        "4200000000:*:7, 4200000001:1:7, false",
        "*:*:*, 1:2:3, true",
        "1:2-4294967295:3, 1:1:3, false"
    })
    void matchesLarge(String pattern, String community, boolean expected) {
        byte[] octets = CommunitySet.of(LargeCommunity.parse(community)).largeOctets();
        assertEquals(expected, CommunityPattern.Large.parse(pattern).matches(octets, 0));
        assertEquals(pattern, CommunityPattern.Large.parse(pattern).toString());
    }

    @ParameterizedTest
    @CsvSource({"0002fde800000001, true", "0002fde800000002, true", "0003fde800000001, false"})
    void matchesExtendedUnderAMask(String digits, boolean expected) {
        ExtendedCommunity community = new ExtendedCommunity(Long.parseUnsignedLong(digits, 16));
        byte[] octets = CommunitySet.of(community).extendedOctets();
        CommunityPattern targets = CommunityPattern.Extended.ofType(0, 2);
        assertEquals(expected, targets.matches(octets, 0));
        assertEquals(targets, CommunityPattern.Extended.parse(targets.toString()));
    }

    @ParameterizedTest
    @CsvSource({
        "rt:65000:1, rt:65000:1, true",
        "rt:65000:1, rt:65000:2, false",
        "rt:65000:1, ro:65000:1, false",
        "rt:65000:1, local-rt:65000:1, false",
        "rt:65000:*, rt:65000:4294967295, true",
        "rt:65000:*, rt:65001:0, false",
        "rt:65000:*, rt:65000L:0, false",
        "ro:4200000000:*, ro:4200000000:65535, true",
        "ro:4200000000:*, ro:4200000001:1, false",
        "local-rt:192.0.2.1:*, local-rt:192.0.2.1:7, true",
        "local-rt:192.0.2.1:*, local-rt:192.0.2.2:7, false",
        "0002fde800000000/ffffffff00000001, rt:65000:2, true"
    })
    void matchesTargetsAndOrigins(String pattern, String community, boolean expected) {
        byte[] octets = CommunitySet.of(ExtendedCommunity.parse(community)).extendedOctets();
        assertEquals(expected, CommunityPattern.Extended.parse(pattern).matches(octets, 0));
        assertEquals(pattern, CommunityPattern.Extended.parse(pattern).toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "1:2:3", "65536:1", "a:b", "1:", "3-1:0"})
    void refusesWhatIsNoPattern(String text) {
        assertThrows(IllegalArgumentException.class, () -> CommunityPattern.Standard.parse(text));
    }
}
