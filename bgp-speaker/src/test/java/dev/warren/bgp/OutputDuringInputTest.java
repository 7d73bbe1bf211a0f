package dev.warren.bgp;

import static dev.warren.bgp.Eventually.eventually;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.warren.bgp.wire.AddressFamily;
import dev.warren.bgp.wire.AsPath;
import dev.warren.bgp.wire.CodecContext;
import dev.warren.bgp.wire.Community;
import dev.warren.bgp.wire.MessageEncoder;
import dev.warren.bgp.wire.Origin;
import dev.warren.bgp.wire.PathAttributes;
import dev.warren.bgp.wire.Update;
import dev.warren.net.Asn;
import dev.warren.net.IpAddress;
import dev.warren.net.IpFamily;
import dev.warren.net.Prefix;
import dev.warren.net.RouterId;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** While one neighbour announces a whole table as fast as it can, the others are told of it: they don't wait until all of it is in. */
@Tag("slow")
class OutputDuringInputTest {
    private static final int UPDATES = 50_000;
    private static final int PER_UPDATE = 8;
    private static final int ROUTES = UPDATES * PER_UPDATE;
    private static final int SINKS = 20;
    /** A sixth to a fifth are told by the time that all of the table is in; one to three hundredths were when a neighbour's room was a command behind what came in. */
    private static final long TOLD_AT_LEAST = (long) ROUTES * SINKS / 20;

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final CodecContext CODEC = new CodecContext(true, true);

    private final List<RawNeighbour> raw = new ArrayList<>();

    @AfterEach
    void closeAll() throws IOException {
        for (RawNeighbour one : raw) {
            one.close();
        }
    }

    private static String address(int index) {
        return "127.0.0." + (120 + index);
    }

    private static long asn(int index) {
        return 64700L + index;
    }

    @ParameterizedTest
    @EnumSource
    void othersHearBeforeAllIsIn(IpFamily family) throws IOException {
        byte[] table = table(family);
        InetSocketAddress listening = OpenSpeaker.free("127.0.0.119");
        List<NeighbourConfig> configs = IntStream.rangeClosed(0, SINKS)
                .mapToObj(index -> OpenSpeaker.neighbour(address(index), asn(index)))
                .toList();
        try (Speaker speaker = Speaker.start(
                new SpeakerConfig(Asn.of(64512), RouterId.parse("10.0.0.1"), List.of(listening), configs))) {
            for (int index = 0; index <= SINKS; index++) {
                RawNeighbour one = new RawNeighbour(address(index), listening, 1 << 20);
                raw.add(one);
                RawNeighbour.opening(one, asn(index), 180).confirm();
            }
            raw.subList(1, raw.size()).forEach(OutputDuringInputTest::readOn);
            raw.getFirst().sendOctets(table, table.length);
            eventually(LIMIT, () -> counts(speaker, 0, family).accepted() == ROUTES, speaker::neighbours);
            long told = told(speaker, family);
            assertTrue(told >= TOLD_AT_LEAST, told + " of " + (long) ROUTES * SINKS);
            eventually(LIMIT, () -> told(speaker, family) == (long) ROUTES * SINKS, () -> told(speaker, family));
        }
    }

    private static long told(Speaker speaker, IpFamily family) {
        return IntStream.rangeClosed(1, SINKS)
                .mapToLong(index -> counts(speaker, index, family).advertised())
                .sum();
    }

    private static NeighbourStatus.FamilyCounts counts(Speaker speaker, int index, IpFamily family) {
        return speaker.neighbours().stream()
                .filter(status -> status.name().equals(address(index)))
                .map(status -> status.families().get(family))
                .findFirst()
                .orElseThrow();
    }

    /** Takes all that comes, until it is closed. */
    private static void readOn(RawNeighbour sink) {
        Thread.ofPlatform().daemon().start(() -> {
            try {
                while (sink.readSome(1 << 16) >= 0) {
                    // What it says is looked at by others.
                }
            } catch (IOException closed) {
                // The test is over.
            }
        });
    }

    private static byte[] table(IpFamily family) {
        ByteArrayOutputStream octets = new ByteArrayOutputStream();
        for (int index = 0; index < UPDATES; index++) {
            ByteBuffer message = MessageEncoder.encode(update(family, index), CODEC);
            octets.write(message.array(), message.arrayOffset() + message.position(), message.remaining());
        }
        return octets.toByteArray();
    }

    private static Update update(IpFamily family, int index) {
        List<Prefix> prefixes = IntStream.range(index * PER_UPDATE, (index + 1) * PER_UPDATE)
                .mapToObj(low -> Prefix.host(
                        family == IpFamily.V4
                                ? IpAddress.ofV4(0x0a000000 + low)
                                : IpAddress.ofV6(0x20010db8_00000000L, low)))
                .toList();
        PathAttributes attributes = PathAttributes.builder(Origin.IGP, AsPath.sequence(Asn.of(asn(0))))
                .nextHop(IpAddress.parse(family == IpFamily.V4 ? "192.0.2.9" : "2001:db8::9"))
                .communities(List.of(new Community(index)))
                .build();
        return family == IpFamily.V4
                ? new Update(
                        List.of(), Optional.of(attributes), prefixes, Optional.empty(), Optional.empty(), List.of())
                : new Update(
                        List.of(),
                        Optional.of(attributes),
                        List.of(),
                        Optional.of(new Update.MpReach(
                                AddressFamily.IPV6_UNICAST, attributes.nextHop(), Optional.empty(), prefixes)),
                        Optional.empty(),
                        List.of());
    }
}
