package dev.warren.bgp.rib;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.warren.bgp.policy.AsPathRules;
import dev.warren.bgp.policy.NeighbourPolicy;
import dev.warren.bgp.wire.CodecContext;
import dev.warren.bgp.wire.Community;
import dev.warren.bgp.wire.Decoded;
import dev.warren.bgp.wire.ExtendedCommunity;
import dev.warren.bgp.wire.MessageDecoder;
import dev.warren.bgp.wire.PathAttributes;
import dev.warren.bgp.wire.TestData;
import dev.warren.bgp.wire.Update;
import dev.warren.bgp.wire.UpdateScanner;
import dev.warren.net.Asn;
import dev.warren.net.IpAddress;
import dev.warren.net.IpFamily;
import dev.warren.net.Prefix;
import dev.warren.net.RouterId;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A recorded session of the Internet's table (MRT, RFC 6396) through codec and RIB, to a neighbour and back. */
@Tag("slow")
class FullTableTest {
    private static final CodecContext CODEC = new CodecContext(false, true);
    private static final int BGP4MP_ET = 17;
    private static final int MESSAGE_AS4 = 4;
    private static final int MICROSECONDS = 4;

    private final RibFixture fixture = new RibFixture();
    private final UpdateScanner scanner = new UpdateScanner();
    private final Map<Prefix, PathAttributes> expected = new HashMap<>();
    private int messages;
    private int scanned;

    @Test
    void everyRouteComesOutAsItWentIn() throws IOException {
        RibPeer sink = fixture.peer("sink", 65001, "10.0.0.3", withAsSets());
        Downstream down = new Downstream(true);
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(
                new GZIPInputStream(Files.newInputStream(TestData.bgp("full-table/rrc-full-table-2015.mrt.gz")))))) {
            RibPeer feeder = feeder();
            for (Optional<byte[]> record = next(in); record.isPresent(); record = next(in)) {
                ByteBuffer header = ByteBuffer.wrap(record.get());
                int from = MICROSECONDS + 12 + (header.getShort(MICROSECONDS + 10) == 1 ? 8 : 32);
                if (record.get()[from + 18] == 2) {
                    receive(feeder, record.get(), from);
                }
                if (messages % 100 == 0) {
                    down.take(fixture.rib.pull(sink, 2_000));
                }
            }
        }
        while (sink.hasOutput()) {
            down.take(fixture.rib.pull(sink, 2_000));
            fixture.rib.work(2_000);
        }
        assertTrue(messages > 80_000 && scanned > messages * 95 / 100, scanned + " of " + messages + " scanned");
        assertTrue(expected.size() > 400_000, expected.size() + " prefixes");
        expected.values().removeIf(set -> !goesOut(set));
        assertEquals(expected.size(), down.table.size());
        expected.forEach((prefix, set) -> assertEquals(sent(set), down.table.get(prefix), prefix::toString));
    }

    /** In 2015 they were still in use. */
    private static NeighbourPolicy withAsSets() {
        return RibFixture.policy().asPath(AsPathRules.STANDARD.withAsSets()).build();
    }

    private RibPeer feeder() {
        RibPeer peer = fixture.rib.addPeer(new PeerSettings(
                "feeder",
                IpAddress.parse("10.0.0.2"),
                Asn.of(RibFixture.OUR_AS),
                false,
                withAsSets(),
                PeerLimits.of(1_000_000)));
        fixture.rib.peerUp(
                peer, RouterId.parse("10.0.0.2"), Set.of(IpFamily.values()), Optional.empty(), RibFixture.MODERN);
        return peer;
    }

    private static Optional<byte[]> next(DataInputStream in) throws IOException {
        try {
            in.readInt();
        } catch (EOFException end) {
            return Optional.empty();
        }
        int type = in.readUnsignedShort();
        int subtype = in.readUnsignedShort();
        byte[] record = in.readNBytes(in.readInt());
        return type == BGP4MP_ET && subtype == MESSAGE_AS4 ? Optional.of(record) : next(in);
    }

    private void receive(RibPeer peer, byte[] record, int from) {
        messages++;
        ByteBuffer message = ByteBuffer.wrap(record, from, record.length - from).slice();
        Decoded.Good good = assertInstanceOf(Decoded.Good.class, MessageDecoder.decode(message, CODEC));
        Update update = assertInstanceOf(Update.class, good.message());
        if (scanner.scan(record, from, record.length, CODEC) && fixture.rib.receive(peer, record, scanner)) {
            scanned++;
        } else {
            fixture.rib.receive(peer, update);
        }
        update.withdrawn().forEach(expected::remove);
        update.announced().forEach(prefix -> {
            if (update.treatAsWithdraw()) {
                expected.remove(prefix);
            } else {
                expected.put(prefix, update.attributes().orElseThrow());
            }
        });
    }

    private static boolean goesOut(PathAttributes set) {
        return !set.communities().contains(Community.NO_EXPORT)
                && !set.communities().contains(Community.NO_ADVERTISE)
                && !set.asPath().contains(Asn.of(RibFixture.OUR_AS));
    }

    /** What an external neighbour gets of it. */
    private static PathAttributes sent(PathAttributes set) {
        return ImportRules.kept(set).toBuilder()
                .asPath(set.asPath().prepend(Asn.of(RibFixture.OUR_AS)))
                .med(OptionalLong.empty())
                .localPreference(OptionalLong.empty())
                .originatorId(Optional.empty())
                .clusterList(List.of())
                .extendedCommunities(set.extendedCommunities().stream()
                        .filter(ExtendedCommunity::transitive)
                        .toList())
                .nextHop(Optional.ofNullable(RibFixture.NEXT_HOPS.get(IpFamily.V4)))
                .build();
    }
}
