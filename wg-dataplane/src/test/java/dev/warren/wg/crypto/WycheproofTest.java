package dev.warren.wg.crypto;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Wycheproof's vectors for the three primitives. */
class WycheproofTest {
    private int run;

    @Test
    void x25519AgreesAndRefusesZeroResults() throws IOException {
        for (JsonNode test : tests("wycheproof-x25519_test.json")) {
            byte[] expected = TestData.hex(test, "shared");
            byte[] result = new byte[32];
            boolean agreed = X25519.agree(
                    Secret.consuming(TestData.hex(test, "private")), TestData.hex(test, "public"), 0, result);
            assertArrayEquals(expected, result, () -> "tcId " + test.path("tcId"));
            assertEquals(!Arrays.equals(expected, new byte[32]), agreed, () -> "tcId " + test.path("tcId"));
            run++;
        }
        assertTrue(run > 400, "vectors run: " + run);
    }

    @Test
    void chaCha20Poly1305SealsAndOpens() throws IOException {
        for (JsonNode test : tests("wycheproof-chacha20_poly1305_test.json")) {
            byte[] nonce = TestData.hex(test, "iv");
            if (nonce.length == 12) {
                byte[] sealed = concatenated(test);
                check(
                        test,
                        ChaCha20Poly1305.sealWith(
                                TestData.hex(test, "key"), nonce, TestData.hex(test, "msg"), TestData.hex(test, "aad")),
                        ChaCha20Poly1305.openWith(TestData.hex(test, "key"), nonce, sealed, TestData.hex(test, "aad")));
            }
        }
        assertTrue(run > 200, "vectors run: " + run);
    }

    @Test
    void xChaCha20Poly1305SealsAndOpens() throws IOException {
        for (JsonNode test : tests("wycheproof-xchacha20_poly1305_test.json")) {
            byte[] nonce = TestData.hex(test, "iv");
            if (nonce.length == ChaCha20Poly1305.X_NONCE) {
                byte[] sealed = concatenated(test);
                check(
                        test,
                        ChaCha20Poly1305.sealX(
                                TestData.hex(test, "key"), nonce, TestData.hex(test, "msg"), TestData.hex(test, "aad")),
                        ChaCha20Poly1305.openX(TestData.hex(test, "key"), nonce, sealed, TestData.hex(test, "aad")));
            }
        }
        assertTrue(run > 200, "vectors run: " + run);
    }

    private void check(JsonNode test, byte[] sealed, byte @org.jspecify.annotations.Nullable [] opened) {
        String label = "tcId " + test.path("tcId");
        if (test.path("result").asText().equals("valid")) {
            assertArrayEquals(concatenated(test), sealed, label);
            assertArrayEquals(TestData.hex(test, "msg"), opened, label);
        } else {
            assertEquals(null, opened, label);
            assertNotEquals(Arrays.toString(concatenated(test)), Arrays.toString(sealed), label);
        }
        run++;
    }

    private static byte[] concatenated(JsonNode test) {
        byte[] text = TestData.hex(test, "ct");
        byte[] tag = TestData.hex(test, "tag");
        byte[] both = Arrays.copyOf(text, text.length + tag.length);
        System.arraycopy(tag, 0, both, text.length, tag.length);
        return both;
    }

    private static List<JsonNode> tests(String file) throws IOException {
        List<JsonNode> all = new ArrayList<>();
        for (JsonNode group : TestData.json("wireguard/" + file).path("testGroups")) {
            group.path("tests").forEach(all::add);
        }
        return all;
    }
}
