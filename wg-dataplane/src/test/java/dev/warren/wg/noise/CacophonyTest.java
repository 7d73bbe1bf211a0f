package dev.warren.wg.noise;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.JsonNode;
import dev.warren.wg.crypto.ChaCha20Poly1305;
import dev.warren.wg.crypto.Secret;
import dev.warren.wg.crypto.TestData;
import java.io.IOException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Cacophony's handshake, message by message, and what must not pass. */
class CacophonyTest {
    @Test
    void bothRolesMatchTheVector() throws Exception {
        Vector vector = Vector.read();
        InitiatorHandshake initiator = vector.begin();
        assertArrayEquals(vector.ciphertext(0), initiator.message());

        ResponderHandshake responder =
                ResponderHandshake.read(vector.prologue(), vector.responder, initiator.message());
        assertArrayEquals(vector.initiator.publicKey(), responder.remoteStatic());
        assertArrayEquals(vector.payload(0), responder.authenticate(vector.staticStatic()));
        Completed answered = responder.answer(vector.secret("resp_ephemeral"), vector.psk(), vector.payload(1));
        assertArrayEquals(vector.ciphertext(1), answered.bytes());

        Completed completed = initiator.complete(answered.bytes(), vector.initiator, vector.psk());
        assertArrayEquals(vector.payload(1), completed.bytes());
        assertArrayEquals(TestData.hex(vector.json, "handshake_hash"), completed.handshakeHash());
        assertArrayEquals(completed.handshakeHash(), answered.handshakeHash());
        byte[] sealed = completed.keys().send().lend(key -> ChaCha20Poly1305.seal(key, vector.payload(2), new byte[0]));
        assertArrayEquals(vector.ciphertext(2), sealed);
        byte[] back = answered.keys().send().lend(key -> ChaCha20Poly1305.seal(key, vector.payload(3), new byte[0]));
        assertArrayEquals(vector.ciphertext(3), back);
    }

    @Test
    void aForgedResponseIsRefusedAndTheTrueOneStillPasses() throws Exception {
        Vector vector = Vector.read();
        InitiatorHandshake initiator = vector.begin();
        byte[] truth = vector.ciphertext(1);
        for (int i = 0; i < truth.length; i++) {
            byte[] forged = truth.clone();
            forged[i] ^= 0x40;
            assertThrows(
                    HandshakeRefused.class,
                    () -> initiator.complete(forged, vector.initiator, vector.psk()),
                    "byte " + i);
        }
        byte[] lowOrder = truth.clone();
        Arrays.fill(lowOrder, 0, 32, (byte) 0);
        HandshakeRefused refused = assertThrows(
                HandshakeRefused.class, () -> initiator.complete(lowOrder, vector.initiator, vector.psk()));
        assertEquals(HandshakeRefused.Reason.LOW_ORDER_POINT, refused.reason());
        initiator.complete(truth, vector.initiator, vector.psk());
    }

    @Test
    void aWrongPresharedKeyIsRefused() throws Exception {
        Vector vector = Vector.read();
        InitiatorHandshake initiator = vector.begin();
        assertThrows(
                HandshakeRefused.class, () -> initiator.complete(vector.ciphertext(1), vector.initiator, new Secret()));
    }

    private record Vector(JsonNode json, Identity initiator, Identity responder) {
        static Vector read() throws IOException {
            JsonNode json = TestData.json("wireguard/noise-ikpsk2-cacophony.json")
                    .path("vectors")
                    .path(0);
            return new Vector(
                    json,
                    new Identity(Secret.consuming(TestData.hex(json, "init_static"))),
                    new Identity(Secret.consuming(TestData.hex(json, "resp_static"))));
        }

        InitiatorHandshake begin() throws HandshakeRefused {
            return InitiatorHandshake.begin(
                    prologue(), initiator, responder.publicKey(), staticStatic(), secret("init_ephemeral"), payload(0));
        }

        byte[] prologue() {
            return TestData.hex(json, "init_prologue");
        }

        Secret staticStatic() {
            return initiator.agree(responder.publicKey());
        }

        Secret secret(String field) {
            return Secret.consuming(TestData.hex(json, field));
        }

        Secret psk() {
            return Secret.consuming(java.util.HexFormat.of()
                    .parseHex(json.path("init_psks").path(0).asText()));
        }

        byte[] payload(int message) {
            return TestData.hex(json.path("messages").path(message), "payload");
        }

        byte[] ciphertext(int message) {
            return TestData.hex(json.path("messages").path(message), "ciphertext");
        }
    }
}
