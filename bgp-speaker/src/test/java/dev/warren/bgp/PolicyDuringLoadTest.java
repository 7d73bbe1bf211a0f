package dev.warren.bgp;

import static dev.warren.bgp.Eventually.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.warren.bgp.policy.Change;
import dev.warren.bgp.policy.CommunityPattern;
import dev.warren.bgp.policy.CommunitySet;
import dev.warren.bgp.policy.Condition;
import dev.warren.bgp.policy.NumberRange;
import dev.warren.bgp.policy.Policies;
import dev.warren.bgp.policy.Policy;
import dev.warren.bgp.policy.RouteFilter;
import dev.warren.bgp.policy.Statement;
import dev.warren.bgp.wire.Announcement;
import dev.warren.bgp.wire.AsPath;
import dev.warren.bgp.wire.CodecContext;
import dev.warren.bgp.wire.Community;
import dev.warren.bgp.wire.Decoded;
import dev.warren.bgp.wire.MessageDecoder;
import dev.warren.bgp.wire.MessageEncoder;
import dev.warren.bgp.wire.Origin;
import dev.warren.bgp.wire.PathAttributes;
import dev.warren.bgp.wire.Update;
import dev.warren.net.Asn;
import dev.warren.net.IpAddress;
import dev.warren.net.IpFamily;
import dev.warren.net.Prefix;
import dev.warren.net.PrefixRange;
import dev.warren.net.RouterId;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Policies that change while a table comes in: in the end all is as if the last ones had been there from the start. */
@Tag("slow")
class PolicyDuringLoadTest {
    private static final int PER_UPDATE = 10;
    private static final int UPDATES = 10_000;
    private static final int ROUTES = UPDATES * PER_UPDATE;
    private static final int REFRESH = 5;
    /** Of thirds and of tenths. */
    private static final int NONE = 99;

    private static final String FEEDER = "127.0.0.142";
    private static final String SINK = "127.0.0.143";
    private static final long FEEDER_AS = 64700;
    private static final long SINK_AS = 64701;

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final CodecContext CODEC = new CodecContext(true, true);

    private final List<AutoCloseable> open = new ArrayList<>();

    @AfterEach
    void closeAll() throws Exception {
        for (AutoCloseable one : open) {
            one.close();
        }
    }

    /** A speaker with its two neighbours. */
    private final class Scene {
        final Speaker speaker;
        final RawNeighbour feeder;
        /** What the sink has. */
        final Map<Prefix, PathAttributes> told = new ConcurrentHashMap<>();

        Scene(String address, Policies feeders, Policies sinks) throws IOException {
            InetSocketAddress listening = OpenSpeaker.free(address);
            speaker = Speaker.start(new SpeakerConfig(
                    Asn.of(64512),
                    RouterId.parse("10.0.0.1"),
                    List.of(listening),
                    List.of(OpenSpeaker.neighbour(FEEDER, FEEDER_AS), OpenSpeaker.neighbour(SINK, SINK_AS))));
            open.addFirst(speaker);
            speaker.changePolicies(Map.of(FEEDER, feeders, SINK, sinks));
            feeder = RawNeighbour.refreshing(FEEDER, listening, FEEDER_AS);
            open.addFirst(feeder);
            RawNeighbour sink = new RawNeighbour(SINK, listening, 1 << 20);
            open.addFirst(sink);
            RawNeighbour.opening(sink, SINK_AS, 180).confirm();
            Thread.ofPlatform().daemon().start(() -> readOn(sink));
        }

        private void readOn(RawNeighbour sink) {
            try {
                while (true) {
                    take(sink.readUntil(RawNeighbour.UPDATE));
                }
            } catch (IOException closed) {
                // The test is over.
            }
        }

        private void take(byte[] body) {
            ByteBuffer message = ByteBuffer.allocate(19 + body.length);
            message.putLong(-1).putLong(-1).putShort((short) message.capacity());
            message.put((byte) RawNeighbour.UPDATE).put(body).flip();
            Update update = (Update) ((Decoded.Good) MessageDecoder.decode(message, CODEC)).message();
            update.withdrawn().forEach(told::remove);
            update.mpUnreach().ifPresent(gone -> gone.withdrawn().forEach(told::remove));
            update.announced()
                    .forEach(prefix -> told.put(prefix, update.attributes().orElseThrow()));
            update.mpReach()
                    .ifPresent(reach -> reach.announced()
                            .forEach(prefix ->
                                    told.put(prefix, update.attributes().orElseThrow())));
        }

        NeighbourStatus.FamilyCounts counts(IpFamily family) {
            return speaker.neighbours().stream()
                    .filter(status -> status.name().equals(FEEDER))
                    .map(status -> status.families().getOrDefault(family, NeighbourStatus.FamilyCounts.ZERO))
                    .findFirst()
                    .orElseThrow();
        }

        void awaitAccepted(IpFamily family, int atLeast) {
            eventually(LIMIT, () -> counts(family).accepted() >= atLeast, speaker::neighbours);
        }

        void send(byte[] table) {
            try {
                feeder.sendOctets(table, table.length);
            } catch (IOException closed) {
                throw new UncheckedIOException(closed);
            }
        }
    }

    /** Stops a third of the sets and some prefixes, and gives others a preference or a community. */
    private static Policies policies(String name, int third, int tenth) {
        Policy policy = Policy.passingRest(
                name,
                List.of(
                        Statement.reject("a third", List.of(marked(third))),
                        Statement.reject(
                                "a tenth",
                                List.of(new Condition.PrefixIn(RouteFilter.of(List.of(
                                        PrefixRange.parse("10." + tenth + ".0.0/16+"),
                                        PrefixRange.parse("2001:db8:" + tenth + "::/48+")))))),
                        Statement.accept(
                                "another third",
                                List.of(marked((third + 1) % 3)),
                                new Change.LocalPreference(200 + third),
                                new Change.AddCommunities(CommunitySet.of(Community.of(64512, third))))));
        return Policies.of(policy, policy);
    }

    private static Condition marked(int third) {
        return Condition.HasCommunity.of(
                new CommunityPattern.Standard(new NumberRange(64700 + third, 64700 + third), NumberRange.ALL));
    }

    /** Where the first policies stop what the last one takes, all is asked for again; otherwise what came is all there is. */
    @ParameterizedTest(name = "{0}, asked for again {1}")
    @CsvSource({"V4, true", "V4, false", "V6, true", "V6, false"})
    void whatIsThereInTheEndIsByTheLastPolicies(IpFamily family, boolean again) throws IOException {
        byte[] most = table(family, 0, UPDATES * 3 / 4);
        byte[] rest = table(family, UPDATES * 3 / 4, UPDATES);
        Policies last = policies("last", 2, 0);
        Policies first = again ? policies("first", 0, 1) : policies("first", NONE, NONE);
        Policies second = again ? policies("second", 1, 0) : policies("second", NONE, 0);
        Scene changing = new Scene("127.0.0.140", first, policies("first", 1, 0));
        CompletableFuture<Void> load = CompletableFuture.runAsync(() -> changing.send(most));
        changing.awaitAccepted(family, 1);
        changing.speaker.changePolicies(Map.of(FEEDER, second, SINK, policies("second", 2, 1)));
        changing.awaitAccepted(family, ROUTES / 4);
        changing.speaker.changePolicies(Map.of(FEEDER, last, SINK, last));
        load.join();
        changing.send(rest);
        if (again) {
            changing.feeder.readUntil(REFRESH);
            changing.send(most);
        }

        Scene steady = new Scene("127.0.0.141", last, last);
        steady.send(most);
        steady.send(rest);
        // Of three sets two, without a tenth of their prefixes; of these the sink gets all.
        int accepted = (int) IntStream.range(0, UPDATES)
                        .filter(index -> index % 3 != 2)
                        .count()
                * (PER_UPDATE - 1);
        eventually(LIMIT, () -> steady.told.size() == accepted, steady.speaker::neighbours);
        List<RouteView> expected = steady.speaker.routes().join();
        assertEquals(accepted, expected.size());
        eventually(LIMIT, () -> changing.speaker.routes().join().equals(expected), changing.speaker::neighbours);
        eventually(LIMIT, () -> changing.told.equals(steady.told), changing.speaker::neighbours);
        eventually(LIMIT, () -> changing.counts(family).accepted() == accepted, changing.speaker::neighbours);
    }

    private static byte[] table(IpFamily family, int from, int to) {
        ByteArrayOutputStream octets = new ByteArrayOutputStream();
        for (int index = from; index < to; index++) {
            ByteBuffer message = MessageEncoder.encode(update(family, index), CODEC);
            octets.write(message.array(), message.arrayOffset() + message.position(), message.remaining());
        }
        return octets.toByteArray();
    }

    /** Ten prefixes, every tenth of them of 10.N.0.0/16 or 2001:db8:N::/48 each. */
    private static Update update(IpFamily family, int index) {
        List<Prefix> prefixes = IntStream.range(0, PER_UPDATE)
                .mapToObj(tenth -> Prefix.host(
                        family == IpFamily.V4
                                ? IpAddress.ofV4(0x0a000000 | tenth << 16 | index)
                                : IpAddress.ofV6(0x20010db8_00000000L | (long) tenth << 16, index)))
                .toList();
        return Announcement.of(
                prefixes,
                PathAttributes.builder(Origin.IGP, AsPath.sequence(Asn.of(FEEDER_AS)))
                        .nextHop(IpAddress.parse(family == IpFamily.V4 ? "192.0.2.9" : "2001:db8::9"))
                        .communities(List.of(Community.of(64700 + index % 3, index)))
                        .build());
    }
}
