package dev.warren.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** AS numbers, router ids, endpoints and public keys: what they read, write and refuse. */
final class NumberTextsTest {
    private static final String KEY = "NYj+ai17M1tDtpRhpGgHmSfuaZUNAKPTWGeWwoJhvX8=";

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "64512, 64512",
        "4294967295, 4294967295",
        "0.1, 1",
        "64086.59904, 4200000000",
        "65535.65535, 4294967295"
    })
    void asNumbersAreReadAsPlainOrDotted(String text, String canonical) {
        assertEquals(canonical, Asn.parse(text).toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "-1",
                "+1",
                "4294967296",
                "1.65536",
                "65536.1",
                "1.",
                ".1",
                "1.2.3",
                "-0",
                "1.-0",
                "1.+1",
                "0x10",
                " 1",
                "\u0661",
                "AS1",
                "99999999999999999999"
            })
    void noAsNumberIsRefused(String text) {
        assertThrows(IllegalArgumentException.class, () -> Asn.parse(text));
    }

    @Test
    void aLargeAsNumberIsTransInTwoOctets() {
        assertEquals(23_456, Asn.of(65_536).twoOctets());
        assertEquals(65_535, Asn.of(65_535).twoOctets());
        assertThrows(IllegalArgumentException.class, () -> Asn.of(1L << 32));
        assertThrows(IllegalArgumentException.class, () -> Asn.of(-1));
    }

    @Test
    void routerIdsAreUnsignedAndNeverZero() {
        assertEquals("255.0.0.1", RouterId.parse("255.0.0.1").toString());
        assertTrue(RouterId.parse("255.0.0.1").compareTo(RouterId.parse("1.0.0.1")) > 0);
        assertThrows(IllegalArgumentException.class, () -> RouterId.parse("0.0.0.0"));
        assertThrows(IllegalArgumentException.class, () -> RouterId.parse("::1"));
        assertThrows(IllegalArgumentException.class, () -> new RouterId(0));
    }

    @ParameterizedTest
    @CsvSource({
        "192.0.2.1:51820, 192.0.2.1:51820",
        "[2001:DB8::1]:51820, [2001:db8::1]:51820",
        "[fe80::1%3]:1, [fe80::1%3]:1",
        "[fe80::1%0]:1, [fe80::1]:1",
        "192.0.2.1:0, 192.0.2.1:0",
        "[::ffff:192.0.2.1]:65535, [::ffff:192.0.2.1]:65535",
    })
    void endpointsAreReadAndWritten(String text, String canonical) {
        Endpoint endpoint = Endpoint.parse(text);
        assertEquals(canonical, endpoint.toString());
        assertEquals(endpoint, Endpoint.parse(canonical));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ":",
                "192.0.2.1",
                "192.0.2.1:",
                "192.0.2.1:65536",
                "192.0.2.1:-1",
                "192.0.2.1:+1",
                "192.0.2.1:01",
                "192.0.2.1:\u0661",
                "192.0.2.1%0:1",
                "192.0.2.1%2:1",
                "[192.0.2.1]:1",
                "2001:db8::1:51820",
                "[2001:db8::1]",
                "[2001:db8::1]51820",
                "[2001:db8::1%2]:1",
                "[fe80::1%eth0]:1",
                "[fe80::1%-1]:1",
                "[fe80::1%]:1",
                "[]:1",
                "[fe80::1%+1]:1",
                "hub.example:51820",
                "192.0.2.1:51820 "
            })
    void noEndpointIsRefused(String text) {
        assertThrows(IllegalArgumentException.class, () -> Endpoint.parse(text));
    }

    @Test
    void publicKeysSurviveBothTexts() {
        PublicKey key = PublicKey.parse(KEY);
        assertEquals(KEY, key.toString());
        assertEquals(key, PublicKey.parseHex(key.toHex()));
        assertEquals(key, PublicKey.of(key.toBytes()));
        assertEquals(key.hashCode(), PublicKey.of(key.toBytes()).hashCode());
        byte[] copy = key.toBytes();
        copy[0]++;
        assertEquals(KEY, key.toString());
        assertTrue(PublicKey.of(copy).compareTo(key) != 0);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "NYj+ai17M1tDtpRhpGgHmSfuaZUNAKPTWGeWwoJhvX8",
                "NYj+ai17M1tDtpRhpGgHmSfuaZUNAKPTWGeWwoJhvX9=",
                "NYj+ai17M1tDtpRhpGgHmSfuaZUNAKPTWGeWwoJhvX==",
                "NYj-ai17M1tDtpRhpGgHmSfuaZUNAKPTWGeWwoJhvX8=",
                "NYj+ai17M1tDtpRhpGgHmSfuaZUNAKPTWGeWwoJhvX8=\n"
            })
    void noPublicKeyIsRefusedWithoutShowingIt(String text) {
        String message = String.valueOf(assertThrows(IllegalArgumentException.class, () -> PublicKey.parse(text))
                .getMessage());
        assertFalse(message.contains("ai17M1"), message);
    }

    @Test
    void hexKeysHave64Digits() {
        assertThrows(IllegalArgumentException.class, () -> PublicKey.parseHex("00"));
        assertThrows(IllegalArgumentException.class, () -> PublicKey.parseHex("0g".repeat(32)));
    }
}
