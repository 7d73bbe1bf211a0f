package dev.warren.bgp.rib;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.warren.bgp.policy.Policies;
import dev.warren.bgp.policy.Policy;
import dev.warren.bgp.policy.RandomPolicies;
import dev.warren.bgp.policy.RouteFilter;
import dev.warren.bgp.wire.AddressFamily;
import dev.warren.bgp.wire.AsPath;
import dev.warren.bgp.wire.CodecContext;
import dev.warren.bgp.wire.Community;
import dev.warren.bgp.wire.MessageEncoder;
import dev.warren.bgp.wire.Origin;
import dev.warren.bgp.wire.PathAttributes;
import dev.warren.bgp.wire.PathIds;
import dev.warren.bgp.wire.Update;
import dev.warren.bgp.wire.UpdateScanner;
import dev.warren.net.Asn;
import dev.warren.net.IpAddress;
import dev.warren.net.IpFamily;
import dev.warren.net.Prefix;
import dev.warren.net.PrefixRange;
import dev.warren.net.RouterId;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Random sequences of announcements, withdrawals, local routes, refreshes and sessions lost, against {@link NaiveRouter}. */
@Tag("slow")
class RibRandomTest {
    private static final int STEPS = 20_000;
    private static final String ALL = "0.0.0.0/0+ ::/0+";

    private final long seed = System.nanoTime();
    private final SplittableRandom random = new SplittableRandom(seed);
    private final RandomPolicies policies = new RandomPolicies(random);
    private RibFixture fixture = new RibFixture();
    private final NaiveRouter naive = new NaiveRouter();
    private final Map<RibPeer, Downstream> received = new HashMap<>();
    private final UpdateScanner scanner = new UpdateScanner();
    private BestPathReader reader = fixture.rib.reader();
    private final Map<Prefix, NaiveRouter.Candidate> told = new HashMap<>();
    private final Map<Prefix, Set<NaiveRouter.Candidate>> toldBeside = new HashMap<>();
    /** By name: the families of which a neighbour announces several paths of a prefix. */
    private final Map<String, Set<IpFamily>> idsIn = new HashMap<>();

    private int scans;
    private int several;

    /** Update groups of several neighbours, or of one each: then no two filters are the same, though all do the same. */
    @ParameterizedTest
    @CsvSource({
        "true, false, false, false, 1",
        "false, false, false, false, 1",
        "true, true, false, false, 1",
        "false, true, false, true, 1",
        "true, false, false, true, 3",
        "true, false, true, false, 1",
        "false, true, true, false, 8",
        "true, true, true, true, 3"
    })
    void agreesWithTheNaiveRouter(
            boolean grouped, boolean withPolicies, boolean addPath, boolean metrics, int multipath) {
        Multipath settings = new Multipath(multipath, random.nextBoolean());
        fixture = new RibFixture(MedRules.STANDARD, settings);
        reader = fixture.rib.reader();
        naive.multipath(settings);
        if (addPath) {
            addPath();
        }
        String some = "2001:db8::/32+ 10.0.0.0/8{16,16}";
        fixture.peer("e1", 65001, "10.0.0.2", false, filter(ALL, grouped));
        fixture.peer("e2", 65001, "10.0.0.3", false, filter(ALL, grouped));
        fixture.peer("old", 65002, "10.0.0.8", false, filter(ALL, grouped));
        fixture.peer("e3", 65003, "10.0.0.4", false, filter(some, grouped));
        fixture.peer("i1", RibFixture.OUR_AS, "10.0.0.5", false, filter(ALL, grouped));
        fixture.peer("oldInside", RibFixture.OUR_AS, "10.0.0.12", false, filter(ALL, grouped));
        fixture.peer("i3", RibFixture.OUR_AS, "10.0.0.10", false, filter(ALL, grouped));
        fixture.peer("c1", RibFixture.OUR_AS, "10.0.0.6", true, filter(ALL, grouped));
        fixture.peer("oldClient", RibFixture.OUR_AS, "10.0.0.13", true, filter(ALL, grouped));
        fixture.peer("c3", RibFixture.OUR_AS, "10.0.0.11", true, filter(ALL, grouped));
        fixture.peer("c2", RibFixture.OUR_AS, "10.0.0.7", true, filter(some, grouped));
        RibPeer sleeper = fixture.peers.getFirst();
        for (int step = 0; step < STEPS; step++) {
            change();
            if (withPolicies && random.nextInt(100) == 0) {
                changePolicies();
            }
            if (metrics && random.nextInt(50) == 0) {
                changeMetric();
            }
            fixture.rib.work(random.nextInt(4));
            RibPeer reader = fixture.peers.get(random.nextInt(fixture.peers.size()));
            if (reader != sleeper) {
                pull(reader, random.nextInt(1, 5));
            }
            if (random.nextInt(80) == 0) {
                compare(step);
                sleeper = fixture.peers.get(random.nextInt(fixture.peers.size()));
            }
        }
        assertEquals(multipath > 1, several > 0, "several paths at once");
        assertTrue(scans > STEPS / 2, scans + " scanned");
        assertNothingIsLeft();
    }

    /** Some announce several paths of a prefix, some get them. */
    private void addPath() {
        Set<IpFamily> both = Set.of(IpFamily.V4, IpFamily.V6);
        idsIn.putAll(Map.of("e2", both, "i1", Set.of(IpFamily.V6), "oldInside", both, "c1", both));
        int all = PeerCodec.MOST_PATHS;
        fixture.sentPaths.putAll(Map.of(
                "e2", Map.of(IpFamily.V4, all, IpFamily.V6, all),
                "e1", Map.of(IpFamily.V4, all, IpFamily.V6, all),
                "old", Map.of(IpFamily.V4, 2, IpFamily.V6, all),
                "i1", Map.of(IpFamily.V4, all),
                "c1", Map.of(IpFamily.V4, 2, IpFamily.V6, 2),
                "c2", Map.of(IpFamily.V6, 1),
                "c3", Map.of(IpFamily.V4, all, IpFamily.V6, 3)));
    }

    private void changeMetric() {
        IpAddress hop = nextHop(random.nextBoolean() ? IpFamily.V4 : IpFamily.V6);
        OptionalLong metric = random.nextInt(3) == 0 ? OptionalLong.empty() : OptionalLong.of(random.nextInt(3));
        fixture.rib.nextHopMetrics(Map.of(hop, metric));
        naive.metric(hop, metric);
    }

    private IpAddress nextHop(IpFamily family) {
        int host = random.nextInt(7, 10);
        return IpAddress.parse(family == IpFamily.V4 ? "192.0.2." + host : "2001:db8:7::" + host);
    }

    private int randomPathId(RibPeer peer, IpFamily family) {
        boolean has = idsIn.getOrDefault(peer.settings().name(), Set.of()).contains(family);
        return has ? random.nextInt(3) - 1 : 0;
    }

    private RouteFilter filter(String ranges, boolean grouped) {
        String own = grouped ? "" : " 192.0.2." + fixture.peers.size();
        return RouteFilter.of(Stream.of((ranges + (own.isEmpty() ? "" : own + "/32")).split(" ", -1))
                .map(PrefixRange::parse)
                .toList());
    }

    private void assertNothingIsLeft() {
        fixture.peers.forEach(fixture.rib::peerDown);
        for (Prefix prefix : naive.best().keySet()) {
            fixture.rib.withdrawLocal(prefix);
        }
        fixture.settle();
        while (reader.read(3, this::hear)) {
            // more turns
        }
        fixture.settle();
        assertEquals(Map.of(), told);
        assertEquals("0 prefixes, 0 paths, 0 attribute sets, 0 next hops", fixture.rib.load(), "seed " + seed);
    }

    /** Of one neighbour, or the same for several; half of them go back to what they were. */
    private void changePolicies() {
        Policies next = new Policies(
                filter("10.0.0.0/9+ 2001:db8::/44+", true), policies.policy(), filter(ALL, true), policies.policy());
        int chance = random.nextInt(1, 8);
        for (RibPeer peer : fixture.peers) {
            if (random.nextInt(chance) == 0) {
                fixture.rib.change(
                        peer,
                        switch (random.nextInt(4)) {
                            case 0 -> peer.settings().policy().policies();
                            case 1 -> new Policies(next.importFilter(), Policy.PASS, next.exportFilter(), Policy.PASS);
                            default -> next;
                        });
            }
        }
    }

    /** The neighbour does what it is asked to, with everything that it has announced. */
    private void refresh(RibEvent event) {
        if (event instanceof RibEvent.RefreshWanted(RibPeer peer) && peer.isUp()) {
            naive.forEachOf(peer, (prefix, id, attributes) -> receive(peer, announcement(prefix, id, attributes)));
        }
    }

    private void change() {
        RibPeer peer = fixture.peers.get(random.nextInt(fixture.peers.size()));
        Prefix prefix = randomPrefix();
        int pathId = randomPathId(peer, prefix.family());
        // Ties down to the last rule must be common: most paths look alike, and most sessions are up.
        switch (peer.isUp() ? random.nextInt(80) : 0) {
            case 0 -> {
                if (peer.isUp()) {
                    fixture.rib.peerDown(peer);
                    naive.peerDown(peer);
                } else {
                    fixture.up(peer);
                }
                received.remove(peer);
            }
            case 1 -> {
                List<Community> communities = random.nextBoolean() ? List.of() : List.of(Community.NO_EXPORT);
                fixture.rib.originate(prefix, communities);
                naive.originate(prefix, communities);
            }
            case 2, 14, 15, 16 -> {
                fixture.rib.withdrawLocal(prefix);
                naive.withdrawLocal(prefix);
            }
            case 3 -> fixture.rib.refresh(peer, prefix.family(), random.nextBoolean());
            case 4, 5, 6, 7, 8, 9, 10, 11, 12, 13 -> {
                receive(peer, withdrawal(prefix, pathId));
                naive.withdraw(peer, prefix, pathId);
            }
            default -> {
                if (peer.isUp()) {
                    PathAttributes attributes = randomAttributes(peer, prefix.family());
                    receive(peer, announcement(prefix, pathId, attributes));
                    naive.announce(peer, prefix, pathId, attributes);
                }
            }
        }
    }

    private void compare(int step) {
        fixture.settle().forEach(this::refresh);
        fixture.settle();
        for (RibPeer peer : fixture.peers) {
            while (peer.hasOutput()) {
                pull(peer, random.nextInt(1, 5));
            }
        }
        while (reader.read(1, this::hear)) {
            // goes on
        }
        String where = "seed " + seed + " step " + step;
        Map<Prefix, NaiveRouter.Candidate> best = naive.best();
        Map<Prefix, NaiveRouter.Candidate> ours = new HashMap<>();
        TableWalk walk = fixture.rib.walk();
        while (walk.step(random.nextInt(1, 9), (prefix, paths) -> ours.put(prefix, candidate(paths.getFirst())))) {
            // goes on
        }
        assertAlike(best, ours, where + ", the walk");
        for (RibPeer peer : fixture.peers) {
            if (peer.isUp()) {
                Downstream its = received.getOrDefault(peer, new Downstream(true));
                assertAlike(expected(peer, best), its.table, where + " to " + peer);
                assertAlike(expectedPaths(peer), counted(its), where + " to " + peer);
                assertEquals(0, its.needlessWithdrawals, where + " to " + peer);
                assertEquals(its.size(), peer.advertised(IpFamily.V4) + peer.advertised(IpFamily.V6), where);
            }
        }
        assertAlike(best, told, where + ", the reader");
        several += toldBeside.size();
        assertAlike(naive.beside(), toldBeside, where + ", the reader of several");
    }

    private Map<Prefix, PathAttributes> expected(RibPeer peer, Map<Prefix, NaiveRouter.Candidate> best) {
        Map<Prefix, PathAttributes> expected = naive.adjRibOut(peer, best);
        expected.keySet().removeIf(prefix -> fixture.sentPaths(peer).containsKey(prefix.family()));
        return expected;
    }

    /** How often a neighbour should hold which attributes of a prefix, where it gets several paths. */
    private Map<Prefix, Map<PathAttributes, Long>> expectedPaths(RibPeer peer) {
        Map<Prefix, Map<PathAttributes, Long>> expected = new HashMap<>();
        fixture.sentPaths(peer)
                .forEach((family, limit) -> naive.adjRibOut(peer, limit).forEach((prefix, paths) -> {
                    if (prefix.family() == family) {
                        expected.put(prefix, counted(paths));
                    }
                }));
        return expected;
    }

    private static Map<Prefix, Map<PathAttributes, Long>> counted(Downstream its) {
        Map<Prefix, Map<PathAttributes, Long>> counted = new HashMap<>();
        its.paths.forEach((prefix, paths) -> counted.put(prefix, counted(paths.values())));
        return counted;
    }

    private static Map<PathAttributes, Long> counted(Collection<PathAttributes> paths) {
        return paths.stream().collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
    }

    /** Shows only what differs. */
    private static <T> void assertAlike(Map<Prefix, T> expected, Map<Prefix, T> actual, String where) {
        Map<Prefix, T> missing = new HashMap<>(expected);
        Map<Prefix, T> surplus = new HashMap<>(actual);
        missing.entrySet().removeAll(actual.entrySet());
        surplus.entrySet().removeAll(expected.entrySet());
        assertEquals(missing, surplus, where);
    }

    private static NaiveRouter.Candidate candidate(RibPath path) {
        return new NaiveRouter.Candidate(path.from(), path.attributes(), path.weight(), path.pathId());
    }

    /** As values, or as octets where these are plain. */
    private void receive(RibPeer peer, Update update) {
        CodecContext codec = new CodecContext(
                peer.settings().external(),
                fixture.fourOctetAs(peer),
                false,
                idsIn.getOrDefault(peer.settings().name(), Set.of()));
        ByteBuffer message = MessageEncoder.encode(update, codec);
        int before = random.nextInt(50);
        byte[] octets = new byte[before + message.remaining()];
        message.get(octets, before, message.remaining());
        boolean scanned = random.nextInt(10) > 0
                && scanner.scan(octets, before, octets.length, codec)
                && fixture.rib.receive(peer, octets, scanner);
        if (scanned) {
            scans++;
        } else {
            fixture.rib.receive(peer, update);
        }
    }

    private void pull(RibPeer peer, int limit) {
        if (peer.hasOutput()) {
            received.computeIfAbsent(
                            peer,
                            _ -> new Downstream(
                                    fixture.fourOctetAs(peer),
                                    fixture.sentPaths(peer).keySet()))
                    .take(fixture.rib.pull(peer, limit));
        }
        reader.read(limit, this::hear);
    }

    private void hear(Prefix prefix, Optional<RibPath> path, List<RibPath> beside) {
        toldBeside.remove(prefix);
        if (!beside.isEmpty()) {
            toldBeside.put(prefix, beside.stream().map(RibRandomTest::candidate).collect(Collectors.toSet()));
        }
        if (path.isPresent()) {
            told.put(prefix, candidate(path.get()));
        } else {
            assertNotNull(told.remove(prefix), "told of what was not there");
        }
    }

    private Prefix randomPrefix() {
        int index = random.nextInt(8);
        int length = random.nextBoolean() ? 16 : 24;
        return random.nextBoolean()
                ? Prefix.around(IpAddress.ofV4(0x0a000000 | index << 16), length)
                : Prefix.around(IpAddress.ofV6(0x2001_0db8_0000_0000L | (long) index << 16, 0), 48 + length - 16);
    }

    private PathAttributes randomAttributes(RibPeer peer, IpFamily family) {
        List<Asn> path = new ArrayList<>();
        if (peer.settings().external()) {
            path.add(peer.settings().asn());
        }
        for (int more = random.nextInt(2); more > 0; more--) {
            path.add(Asn.of(random.nextInt(65001, 65004)));
        }
        boolean external = peer.settings().external();
        boolean reflected = !external && random.nextInt(3) == 0;
        return PathAttributes.builder(
                        Origin.of(random.nextInt(5) / 3).orElseThrow(), AsPath.sequence(path.toArray(Asn[]::new)))
                .nextHop(nextHop(family))
                .med(random.nextBoolean() ? OptionalLong.empty() : OptionalLong.of(random.nextInt(3)))
                .localPreference(
                        external || random.nextInt(3) > 0
                                ? OptionalLong.empty()
                                : OptionalLong.of(99 + random.nextInt(3)))
                .communities(
                        random.nextInt(5) > 0
                                ? List.of()
                                : List.of(random.nextBoolean() ? Community.NO_EXPORT : Community.NO_ADVERTISE))
                .originatorId(
                        reflected ? Optional.of(new RouterId(0x0a000000 | random.nextInt(2, 9))) : Optional.empty())
                .clusterList(reflected ? List.of(RouterId.parse("10.9.9.9")) : List.of())
                .build();
    }

    private static Update announcement(Prefix prefix, int pathId, PathAttributes attributes) {
        PathIds ids = new PathIds(List.of(pathId));
        if (prefix.family() == IpFamily.V4) {
            return new Update(
                    List.of(),
                    Optional.of(attributes),
                    List.of(prefix),
                    Optional.empty(),
                    Optional.empty(),
                    List.of(),
                    PathIds.NONE,
                    ids);
        }
        Update.MpReach reach = new Update.MpReach(
                AddressFamily.IPV6_UNICAST, attributes.nextHop(), Optional.empty(), List.of(prefix), ids);
        return new Update(
                List.of(), Optional.of(attributes), List.of(), Optional.of(reach), Optional.empty(), List.of());
    }

    private static Update withdrawal(Prefix prefix, int pathId) {
        PathIds ids = new PathIds(List.of(pathId));
        if (prefix.family() == IpFamily.V4) {
            return new Update(
                    List.of(prefix),
                    Optional.empty(),
                    List.of(),
                    Optional.empty(),
                    Optional.empty(),
                    List.of(),
                    ids,
                    PathIds.NONE);
        }
        Update.MpUnreach unreach = new Update.MpUnreach(AddressFamily.IPV6_UNICAST, List.of(prefix), false, ids);
        return new Update(List.of(), Optional.empty(), List.of(), Optional.empty(), Optional.of(unreach), List.of());
    }
}
