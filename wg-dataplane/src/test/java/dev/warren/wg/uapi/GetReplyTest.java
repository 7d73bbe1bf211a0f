package dev.warren.wg.uapi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.warren.net.Endpoint;
import dev.warren.net.Prefix;
import dev.warren.net.PublicKey;
import dev.warren.wg.control.DeviceState;
import dev.warren.wg.control.PeerState;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GetReplyTest {
    private static final String KEY = "b85996fecc9c7f1fc6d2572a76eda11d59bcd20be8e543b15ce4bd85a8e75a33";

    private static GetReply.Answer decode(String text) throws IOException {
        return GetReply.decode(ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1)), new OwnPublicKey()::of);
    }

    @Test
    void thePagesExampleIsRead() throws IOException {
        // the example of https://www.wireguard.com/xplatform/
        GetReply.Answer answer = decode("""
                private_key=e84b5a6d2717c1003a13b431570353dbaca9146cf150c5f8575680feba52027a
                listen_port=12912
                public_key=%s
                preshared_key=188515093e952f5f22e865cef3012e72f8b5f0b598ac0309d5dacce3b70fcf52
                allowed_ip=192.168.4.4/32
                endpoint=[abcd:23::33]:51820
                protocol_version=1
                public_key=58402e695ba1772b1cc9309755f043251ea77fdcf10fbe63989ceb7e19321376
                tx_bytes=38333
                rx_bytes=2224
                allowed_ip=192.168.4.6/32
                persistent_keepalive_interval=111
                endpoint=182.122.22.19:3233
                last_handshake_time_sec=7
                last_handshake_time_nsec=5
                errno=0

                """.formatted(KEY));
        assertEquals(0, answer.errno());
        DeviceState state = answer.state();
        assertEquals(12912, state.listenPort());
        assertEquals(
                List.of(
                        new PeerState(
                                PublicKey.parseHex(KEY),
                                Optional.of(Endpoint.parse("[abcd:23::33]:51820")),
                                Optional.empty(),
                                0,
                                0,
                                0,
                                true,
                                List.of(Prefix.parse("192.168.4.4/32"))),
                        new PeerState(
                                PublicKey.parseHex("58402e695ba1772b1cc9309755f043251ea77fdcf10fbe63989ceb7e19321376"),
                                Optional.of(Endpoint.parse("182.122.22.19:3233")),
                                Optional.of(Instant.ofEpochSecond(7, 5)),
                                2224,
                                38333,
                                111,
                                false,
                                List.of(Prefix.parse("192.168.4.6/32")))),
                state.peers());
    }

    @Test
    void refusalsAndUnknownLinesAreUnderstood() throws IOException {
        assertEquals(22, decode("errno=-22\n\n").errno());
        assertEquals(22, decode("errno=22\n\n").errno());
        assertEquals(0, decode("public_key=" + KEY + "\nfuture=1\nerrno=0\n\n").errno());
        assertEquals(
                Optional.empty(),
                decode("public_key=" + KEY + "\nendpoint=[fe80::1%eth0]:1\nerrno=0\n\n")
                        .state()
                        .peers()
                        .getFirst()
                        .endpoint());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\n\n",
                "listen_port=1\n\n",
                "errno\n\n",
                "errno=x\n\n",
                "public_key=00\nerrno=0\n\n",
                "private_key=00\nerrno=0\n\n",
                "public_key=" + KEY + "\nallowed_ip=10.0.0.1/8\nerrno=0\n\n",
                "public_key=" + KEY + "\nendpoint=%\nerrno=0\n\n",
                "public_key=" + KEY + "\nlast_handshake_time_sec=9223372036854775807\nerrno=0\n\n"
            })
    void nonsenseIsRefused(String text) {
        assertThrows(IOException.class, () -> decode(text));
    }

    @Test
    void randomTextIsRefusedOrRead() {
        long seed = System.nanoTime();
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        String[] parts = {
            "public_key=",
            KEY,
            "\n",
            "allowed_ip=",
            "endpoint=",
            "[fe80::1%",
            "]:1",
            "10.0.0.0/8",
            "-",
            "=",
            "errno=0",
            "%",
            "private_key="
        };
        for (int i = 0; i < 50_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int j = random.nextInt(12); j >= 0; j--) {
                text.append(parts[random.nextInt(parts.length)]);
            }
            try {
                decode(text.append('\n').toString());
            } catch (IOException refused) {
                // as it should be
            }
        }
    }
}
