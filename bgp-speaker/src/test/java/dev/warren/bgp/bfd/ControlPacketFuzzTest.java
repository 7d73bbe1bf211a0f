package dev.warren.bgp.bfd;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** Datagrams of strangers: each is discarded, or means the same when written again. */
class ControlPacketFuzzTest {
    static Stream<byte[]> datagrams() {
        String up = "20e003180000000100000002000f4240000493e000000000";
        return Stream.of(up, up + "00", up.replace("20e0", "2048"), up.substring(2))
                .map(hex -> HexFormat.of().parseHex(hex));
    }

    @MethodSource("datagrams")
    @FuzzTest
    void aDatagramIsReadOrDiscarded(byte[] bytes) {
        ByteBuffer datagram = ByteBuffer.wrap(bytes);
        ControlPacket.decode(datagram).ifPresent(packet -> {
            assertEquals(0, datagram.position());
            ByteBuffer written = ByteBuffer.allocate(ControlPacket.BYTES);
            packet.encode(written);
            assertArrayEquals(
                    Arrays.copyOfRange(bytes, 4, ControlPacket.BYTES),
                    Arrays.copyOfRange(written.array(), 4, ControlPacket.BYTES));
            assertEquals(packet, ControlPacket.decode(written.flip()).orElseThrow());
        });
    }
}
