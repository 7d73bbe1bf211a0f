package dev.warren.bgp.wire;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.warren.net.Asn;
import dev.warren.net.IpAddress;
import dev.warren.net.IpFamily;
import dev.warren.net.Prefix;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Whatever octets come, the decoder answers; what it calls good can be encoded again. */
class MutationTest {
    private static final int ROUNDS = 100_000;

    @Test
    void mutatedMessagesNeverThrow() {
        long seed = System.nanoTime();
        SplittableRandom random = new SplittableRandom(seed);
        List<byte[]> seeds = seeds();
        int good = 0;
        for (int round = 0; round < ROUNDS; round++) {
            byte[] octets = seeds.get(random.nextInt(seeds.size())).clone();
            for (int count = random.nextInt(1, 5); count > 0; count--) {
                octets[random.nextInt(MessageHeader.LENGTH - 1, octets.length)] = (byte) random.nextInt(256);
            }
            if (random.nextInt(4) == 0) {
                octets = java.util.Arrays.copyOf(octets, random.nextInt(octets.length + 40));
            }
            if (octets.length > MessageHeader.LENGTH) {
                ByteBuffer.wrap(octets).putShort(MessageHeader.MARKER, (short) octets.length);
            }
            CodecContext context = new CodecContext(
                    random.nextBoolean(),
                    random.nextBoolean(),
                    false,
                    random.nextBoolean() ? Set.of() : Set.of(IpFamily.V4, IpFamily.V6));
            byte[] tried = octets;
            try {
                if (MessageDecoder.decode(ByteBuffer.wrap(octets), context) instanceof Decoded.Good(Message message)) {
                    good++;
                    reencode(message, context);
                }
            } catch (RuntimeException thrown) {
                throw new AssertionError(
                        "seed " + seed + " octets " + HexFormat.of().formatHex(tried), thrown);
            }
        }
        assertTrue(good > ROUNDS / 10, good + " were good");
    }

    /** An UPDATE may grow: AS4_PATH is written anew. */
    private static void reencode(Message message, CodecContext context) {
        if (!(message instanceof Open)) {
            MessageEncoder.encode(message, context);
        }
    }

    private static List<byte[]> seeds() {
        List<byte[]> seeds = new ArrayList<>();
        CodecVectorsTest.vectors()
                .map(arguments ->
                        HexFormat.of().parseHex("f".repeat(32) + arguments.get()[2]))
                .forEach(seeds::add);
        PathAttributes attributes = PathAttributes.builder(Origin.IGP, AsPath.sequence(Asn.of(1), Asn.of(2)))
                .nextHop(IpAddress.parse("192.0.2.1"))
                .build();
        ByteBuffer message = MessageEncoder.encode(
                new Update(
                        List.of(),
                        Optional.of(attributes),
                        List.of(Prefix.parse("10.0.0.0/8"), Prefix.parse("10.1.0.0/24")),
                        Optional.empty(),
                        Optional.empty(),
                        List.of()),
                new CodecContext(true, true));
        byte[] octets = new byte[message.remaining()];
        message.get(octets);
        seeds.add(octets);
        return seeds;
    }
}
