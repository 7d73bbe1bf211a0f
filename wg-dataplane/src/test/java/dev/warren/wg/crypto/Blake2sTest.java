package dev.warren.wg.crypto;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class Blake2sTest {
    @Test
    void hashesTheExampleOfRfc7693AppendixB() {
        assertEquals(
                "508c5e8c327c14e2e1a72ba34eeb452f37458b209ed63a294d999b4c86675982",
                HexFormat.of().formatHex(Blake2s.hash("abc".getBytes(StandardCharsets.US_ASCII))));
    }
}
