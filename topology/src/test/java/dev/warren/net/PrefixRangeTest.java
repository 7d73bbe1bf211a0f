package dev.warren.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class PrefixRangeTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "10.0.0.0/8 | 10.0.0.0/8 | 8 | 8",
                "10.0.0.0/8{8,8} | 10.0.0.0/8 | 8 | 8",
                "10.0.0.0/8+ | 10.0.0.0/8+ | 8 | 32",
                "10.0.0.0/8{8,32} | 10.0.0.0/8+ | 8 | 32",
                "10.0.0.0/8{16,24} | 10.0.0.0/8{16,24} | 16 | 24",
                "10.0.0.0/8{ 16, 24 } | 10.0.0.0/8{16,24} | 16 | 24",
                "2001:db8::/32+ | 2001:db8::/32+ | 32 | 128",
                "::/0{1,128} | ::/0{1,128} | 1 | 128",
                "192.0.2.1/32+ | 192.0.2.1/32 | 32 | 32",
            })
    void textIsReadAndWrittenInItsCanonicalForm(String text, String canonical, int min, int max) {
        PrefixRange range = PrefixRange.parse(text);
        assertEquals(canonical, range.toString());
        assertEquals(range, PrefixRange.parse(canonical));
        assertEquals(min, range.minLength());
        assertEquals(max, range.maxLength());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "+",
                "10.0.0.0/8++",
                "10.0.0.0/8{16}",
                "10.0.0.0/8{16,24",
                "10.0.0.0/8{16,24}+",
                "10.0.0.0/8{,24}",
                "10.0.0.0/8{16,}",
                "10.0.0.0/8{24,16}",
                "10.0.0.0/8{4,16}",
                "10.0.0.0/8{16,33}",
                "10.0.0.0/8{+16,24}",
                "10.0.0.0/8{016,24}",
                "10.0.0.0/8{\u0661\u0666,24}",
                "10.0.0.0/8{16,24,32}",
                "2001:db8::/32{48,129}",
                "{16,24}"
            })
    void anythingElseIsRefused(String text) {
        assertThrows(IllegalArgumentException.class, () -> PrefixRange.parse(text));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "10.0.0.0/8 | 10.0.0.0/8 | true",
                "10.0.0.0/8 | 10.0.0.0/9 | false",
                "10.0.0.0/8+ | 10.255.255.255/32 | true",
                "10.0.0.0/8+ | 10.0.0.0/7 | false",
                "10.0.0.0/8{16,24} | 10.0.0.0/8 | false",
                "10.0.0.0/8{16,24} | 10.9.0.0/16 | true",
                "10.0.0.0/8{16,24} | 10.9.9.128/25 | false",
                "10.0.0.0/8{16,24} | 11.9.0.0/16 | false",
                "0.0.0.0/0+ | ::/0 | false",
                "2001:db8::/32{48,48} | 2001:db8:5::/48 | true",
                "2001:db8::/32{48,48} | 2001:db9:5::/48 | false",
            })
    void matchesByPrefixAndLength(String range, String prefix, boolean matches) {
        assertEquals(matches, PrefixRange.parse(range).matches(Prefix.parse(prefix)));
    }
}
