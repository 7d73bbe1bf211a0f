package dev.warren.bgp.wire;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.warren.net.Asn;
import dev.warren.net.IpAddress;
import dev.warren.net.IpFamily;
import dev.warren.net.Prefix;
import dev.warren.net.RouterId;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Whatever the scanner takes, the decoder reads the same and finds nothing wrong with. */
class UpdateScannerTest {
    private static final int ROUNDS = 300_000;
    private static final CodecContext EXTERNAL = new CodecContext(true, true);
    private static final CodecContext INTERNAL = new CodecContext(false, true);

    private static final CodecContext WITH_IDS = new CodecContext(false, true, false, Set.of(IpFamily.V4, IpFamily.V6));

    private final long seed = System.nanoTime();
    private final SplittableRandom random = new SplittableRandom(seed);
    private final UpdateScanner scanner = new UpdateScanner();

    @Test
    void agreesWithTheDecoderOnMutatedMessages() {
        agrees(seeds(INTERNAL), EXTERNAL, INTERNAL);
    }

    @Test
    void agreesOnPathIdentifiers() {
        CodecContext onlyV6 = new CodecContext(true, true, false, Set.of(IpFamily.V6));
        agrees(seeds(WITH_IDS), WITH_IDS, onlyV6);
    }

    private void agrees(List<byte[]> seeds, CodecContext first, CodecContext second) {
        int taken = 0;
        for (int round = 0; round < ROUNDS; round++) {
            byte[] octets = seeds.get(random.nextInt(seeds.size())).clone();
            for (int count = random.nextInt(4); count > 0; count--) {
                mutate(octets);
            }
            CodecContext context = random.nextInt(3) > 0 ? first : second;
            if (scanner.scan(octets, 0, octets.length, context)
                    && (scanner.blockLength() == 0 || scanner.isBlockValid())) {
                taken++;
                ScannedUpdate.assertAsDecoded(scanner, octets, context, "seed " + seed);
            }
        }
        assertTrue(taken > ROUNDS / 10 && taken < ROUNDS, taken + " of " + ROUNDS);
    }

    /** One octet becomes another, rather a type or a length, or four become 0. */
    private void mutate(byte[] octets) {
        int at = random.nextInt(MessageHeader.LENGTH, octets.length - 3);
        switch (random.nextInt(3)) {
            case 0 -> octets[at] = (byte) random.nextInt(256);
            case 1 -> octets[at] = (byte) random.nextInt(34);
            default -> Arrays.fill(octets, at, at + 4, (byte) 0);
        }
    }

    @Test
    void takesWhatNeighboursSendEveryDay() {
        for (CodecContext context : List.of(INTERNAL, WITH_IDS)) {
            for (byte[] message : seeds(context)) {
                assertTrue(scanner.scan(message, 0, message.length, context), Opaque.of(message)::toString);
            }
        }
    }

    @Test
    void leavesEndOfRibAndOldNeighboursToTheDecoder() {
        for (IpFamily family : IpFamily.values()) {
            byte[] marker = octets(Update.endOfRib(family), INTERNAL);
            assertFalse(scanner.scan(marker, 0, marker.length, INTERNAL));
        }
        CodecContext old = new CodecContext(true, false);
        byte[] message = octets(update(path()), old);
        assertFalse(scanner.scan(message, 0, message.length, old));
    }

    private static PathAttributesBuilder path() {
        return PathAttributes.builder(Origin.EGP, AsPath.sequence(Asn.of(65001), Asn.of(70_000)))
                .nextHop(IpAddress.parse("192.0.2.1"));
    }

    private static Update update(PathAttributesBuilder attributes) {
        List<Prefix> v4 = List.of(Prefix.parse("10.0.0.0/8"), Prefix.parse("10.1.2.0/23"), Prefix.parse("0.0.0.0/0"));
        return new Update(v4, Optional.of(attributes.build()), v4, Optional.empty(), Optional.empty(), List.of());
    }

    private static List<byte[]> seeds(CodecContext context) {
        List<Prefix> v6 = List.of(Prefix.parse("2001:db8::/32"), Prefix.parse("2001:db8:1::1/128"));
        Update.MpReach reach = new Update.MpReach(
                AddressFamily.IPV6_UNICAST,
                Optional.of(IpAddress.parse("2001:db8::1")),
                Optional.of(IpAddress.parse("fe80::1")),
                v6);
        Update.MpUnreach unreach = new Update.MpUnreach(AddressFamily.IPV6_UNICAST, v6, false);
        PathAttributes rich = path().med(OptionalLong.of(7))
                .atomicAggregate(true)
                .aggregator(Optional.of(new Aggregator(Asn.of(65001), IpAddress.parse("192.0.2.5"))))
                .communities(List.of(Community.NO_EXPORT, Community.of(65001, 1)))
                .extendedCommunities(List.of(new ExtendedCommunity(0x0002_fde9_0000_0001L)))
                .largeCommunities(List.of(new LargeCommunity(1, 2, 3)))
                .build();
        PathAttributes inside = rich.toBuilder()
                .localPreference(OptionalLong.of(200))
                .originatorId(Optional.of(RouterId.parse("10.9.9.9")))
                .clusterList(List.of(RouterId.parse("10.9.9.8")))
                .build();
        List<Update> updates = List.of(
                update(path()),
                update(rich.toBuilder()),
                update(inside.toBuilder()),
                new Update(List.of(), Optional.of(rich), List.of(), Optional.of(reach), Optional.empty(), List.of()),
                new Update(List.of(), Optional.empty(), List.of(), Optional.empty(), Optional.of(unreach), List.of()),
                new Update(v4Withdrawn(), Optional.empty(), List.of(), Optional.empty(), Optional.empty(), List.of()));
        List<byte[]> seeds = new ArrayList<>();
        updates.forEach(update -> seeds.add(octets(withIds(update), context)));
        return seeds;
    }

    /** Three identifiers for up to three prefixes; written only where the context wants them. */
    private static Update withIds(Update update) {
        PathIds ids = new PathIds(List.of(1, -2, 0x0102_0304));
        return new Update(
                update.withdrawn(),
                update.attributes(),
                update.announced(),
                update.mpReach()
                        .map(reach -> new Update.MpReach(
                                reach.family(), reach.nextHop(), reach.linkLocal(), reach.announced(), ids)),
                update.mpUnreach()
                        .map(unreach -> new Update.MpUnreach(unreach.family(), unreach.withdrawn(), false, ids)),
                List.of(),
                ids,
                ids);
    }

    private static List<Prefix> v4Withdrawn() {
        return List.of(Prefix.parse("10.0.0.0/8"), Prefix.parse("10.1.2.0/24"));
    }

    private static byte[] octets(Update update, CodecContext context) {
        ByteBuffer message = MessageEncoder.encode(update, context);
        byte[] octets = new byte[message.remaining()];
        message.get(octets);
        return octets;
    }
}
