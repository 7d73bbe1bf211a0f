package dev.warren.bgp.bfd;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ControlPacketTest {
    /** As tshark shows a packet of FRR's bfdd: up, poll, multiplier 3, 1 s and 300 ms. */
    private static final String UP = "20e00318000000010000000200" + "0f4240000493e000000000";

    private static final ControlPacket PACKET =
            new ControlPacket(Diagnostic.NONE, BfdState.UP, true, false, false, false, 3, 1, 2, 1_000_000, 300_000, 0);

    private static Optional<ControlPacket> decode(String hex) {
        return ControlPacket.decode(ByteBuffer.wrap(HexFormat.of().parseHex(hex)));
    }

    @Test
    void fieldsAreWhereTheStandardHasThem() {
        assertEquals(Optional.of(PACKET), decode(UP));
        ByteBuffer octets = ByteBuffer.allocate(ControlPacket.BYTES);
        PACKET.encode(octets);
        assertEquals(UP, HexFormat.of().formatHex(octets.array()));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "too short,                 20e00318000000010000000200 0f4240000493e0000000",
        "version 0,                 00e00318000000010000000200 0f4240000493e000000000",
        "version 2,                 40e00318000000010000000200 0f4240000493e000000000",
        "multiplier 0,              20e00018000000010000000200 0f4240000493e000000000",
        "length below 24,           20e00317000000010000000200 0f4240000493e000000000",
        "length beyond the packet,  20e00319000000010000000200 0f4240000493e000000000",
        "multipoint,                20e10318000000010000000200 0f4240000493e000000000",
        "authentication,            20e40318000000010000000200 0f4240000493e000000000",
        "no discriminator,          20e00318000000000000000200 0f4240000493e000000000"
    })
    void whatMustBeDiscardedIs(String name, String hex) {
        assertEquals(Optional.empty(), decode(hex.replace(" ", "")), name);
    }

    @Test
    void whatIsDecodedEncodesToTheSameOctets() {
        SplittableRandom random = new SplittableRandom(7);
        int good = 0;
        for (int round = 0; round < 100_000; round++) {
            byte[] octets = new byte[random.nextInt(40)];
            random.nextBytes(octets);
            if (octets.length > 3) {
                octets[0] = (byte) (0x20 | (octets[0] & 0x07));
                octets[3] = ControlPacket.BYTES;
            }
            Optional<ControlPacket> packet = ControlPacket.decode(ByteBuffer.wrap(octets));
            if (packet.isPresent()) {
                good++;
                ByteBuffer again = ByteBuffer.allocate(ControlPacket.BYTES);
                packet.get().encode(again);
                assertEquals(ByteBuffer.wrap(octets, 0, ControlPacket.BYTES), again.flip());
            }
        }
        assertEquals(true, good > 1_000, good + " packets");
    }
}
