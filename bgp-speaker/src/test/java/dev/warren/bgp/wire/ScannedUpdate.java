package dev.warren.bgp.wire;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.warren.bgp.wire.UpdateScanner.Routes;
import dev.warren.net.IpAddress;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What {@link UpdateScanner} has taken, against {@link MessageDecoder}: both read the same, and nothing is wrong with it. */
final class ScannedUpdate {
    private ScannedUpdate() {}

    /** The scanner has just taken the octets. */
    static void assertAsDecoded(UpdateScanner scanner, byte[] octets, CodecContext context, String what) {
        String where = what + " " + Opaque.of(octets) + " " + context;
        Decoded decoded = MessageDecoder.decode(ByteBuffer.wrap(octets), context);
        Update update = assertInstanceOf(
                Update.class,
                assertInstanceOf(Decoded.Good.class, decoded, where).message(),
                where);
        assertEquals(List.of(), update.errors(), where);
        assertFalse(update.endOfRib().isPresent(), where);
        assertEquals(
                new Nlri.Routes(update.withdrawn(), update.withdrawnIds()), routes(octets, scanner.withdrawn()), where);
        assertEquals(
                new Nlri.Routes(update.announced(), update.announcedIds()), routes(octets, scanner.announced()), where);
        assertEquals(
                update.mpUnreach()
                        .map(unreach -> new Nlri.Routes(unreach.withdrawn(), unreach.ids()))
                        .orElse(Nlri.Routes.NONE),
                routes(octets, scanner.mpWithdrawn()),
                where);
        assertEquals(
                update.mpReach()
                        .map(reach -> new Nlri.Routes(reach.announced(), reach.ids()))
                        .orElse(Nlri.Routes.NONE),
                routes(octets, scanner.mpAnnounced()),
                where);
        if (!update.announced().isEmpty()) {
            assertEquals(update.attributes().orElseThrow().nextHop(), hop(scanner.announced()), where);
        }
        if (update.mpReach().isPresent()) {
            assertEquals(update.mpReach().get().usableNextHop(), hop(scanner.mpAnnounced()), where);
        }
        update.attributes().ifPresent(set -> {
            byte[] block = Arrays.copyOf(scanner.block(), scanner.blockLength());
            assertArrayEquals(AttributeBlock.encode(set), block, where);
            assertEquals(set, AttributeBlock.decode(block, set.nextHop()), where);
        });
    }

    private static Optional<IpAddress> hop(Routes routes) {
        return Optional.of(new IpAddress(routes.family(), routes.nextHopHigh(), routes.nextHopLow()));
    }

    private static Nlri.Routes routes(byte[] octets, Routes routes) {
        try {
            ByteBuffer list = ByteBuffer.wrap(octets, routes.from(), routes.end() - routes.from());
            return Nlri.decode(
                    new Octets(list), routes.family(), routes.hasPathIds(), NotificationCode.INVALID_NETWORK_FIELD);
        } catch (WireException malformed) {
            throw new AssertionError(malformed);
        }
    }
}
