package dev.warren.bgp.rib;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.warren.bgp.policy.RouteFilter;
import dev.warren.bgp.wire.AddressFamily;
import dev.warren.bgp.wire.AsPath;
import dev.warren.bgp.wire.Community;
import dev.warren.bgp.wire.Origin;
import dev.warren.bgp.wire.PathAttributes;
import dev.warren.bgp.wire.Update;
import dev.warren.net.Asn;
import dev.warren.net.IpAddress;
import dev.warren.net.IpFamily;
import dev.warren.net.Prefix;
import dev.warren.net.PrefixRange;
import dev.warren.net.RouterId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Random sequences of announcements, withdrawals, local routes, refreshes and sessions lost, against {@link NaiveRouter}. */
class RibRandomTest {
    private static final int STEPS = 20_000;

    private final long seed = System.nanoTime();
    private final SplittableRandom random = new SplittableRandom(seed);
    private final RibFixture fixture = new RibFixture();
    private final NaiveRouter naive = new NaiveRouter();
    private final Map<RibPeer, Map<Prefix, PathAttributes>> received = new HashMap<>();

    @Test
    void agreesWithTheNaiveRouter() {
        RouteFilter some =
                RouteFilter.of(List.of(PrefixRange.parse("10.0.0.0/8{16,16}"), PrefixRange.parse("2001:db8::/32+")));
        fixture.peer("e1", 65001, "10.0.0.2");
        fixture.peer("e2", 65001, "10.0.0.3");
        fixture.peer("e3", 65003, "10.0.0.4", false, some);
        fixture.peer("i1", RibFixture.OUR_AS, "10.0.0.5");
        fixture.peer("c1", RibFixture.OUR_AS, "10.0.0.6", true, RouteFilter.acceptAll());
        fixture.peer("c2", RibFixture.OUR_AS, "10.0.0.7", true, some);
        for (int step = 0; step < STEPS; step++) {
            change();
            fixture.rib.work(random.nextInt(4));
            pull(fixture.peers.get(random.nextInt(fixture.peers.size())), random.nextInt(1, 5));
            if (step % 25 == 24) {
                compare(step);
            }
        }
    }

    private void change() {
        RibPeer peer = fixture.peers.get(random.nextInt(fixture.peers.size()));
        Prefix prefix = randomPrefix();
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
            case 3 -> fixture.rib.refresh(peer, prefix.family());
            case 4, 5, 6, 7, 8, 9, 10, 11, 12, 13 -> {
                fixture.rib.receive(peer, withdrawal(prefix));
                naive.withdraw(peer, prefix);
            }
            default -> {
                if (peer.isUp()) {
                    PathAttributes attributes = randomAttributes(peer, prefix.family());
                    fixture.rib.receive(peer, announcement(prefix, attributes));
                    naive.announce(peer, prefix, attributes);
                }
            }
        }
    }

    private void compare(int step) {
        fixture.settle();
        for (RibPeer peer : fixture.peers) {
            while (peer.hasOutput()) {
                pull(peer, random.nextInt(1, 5));
            }
        }
        String where = "seed " + seed + " step " + step;
        Map<Prefix, NaiveRouter.Candidate> best = naive.best();
        Map<Prefix, NaiveRouter.Candidate> ours = new HashMap<>();
        for (var at = fixture.rib.locRib().after(Optional.empty()); at.isPresent(); ) {
            Prefix prefix = at.get().getKey();
            RibPath path = at.get().getValue();
            ours.put(prefix, new NaiveRouter.Candidate(path.from(), path.attributes()));
            at = fixture.rib.locRib().after(Optional.of(prefix));
        }
        assertEquals(best, ours, where);
        for (RibPeer peer : fixture.peers) {
            if (peer.isUp()) {
                assertEquals(naive.adjRibOut(peer, best), received.getOrDefault(peer, Map.of()), where + " to " + peer);
                assertEquals(
                        received.getOrDefault(peer, Map.of()).size(),
                        peer.advertised(IpFamily.V4) + peer.advertised(IpFamily.V6),
                        where);
            }
        }
    }

    /** What the neighbour would hold after each batch. */
    private void pull(RibPeer peer, int limit) {
        if (!peer.hasOutput()) {
            return;
        }
        Map<Prefix, PathAttributes> table = received.computeIfAbsent(peer, _ -> new HashMap<>());
        OutgoingRoutes routes = fixture.rib.pull(peer, limit);
        routes.withdrawn().values().forEach(prefixes -> prefixes.forEach(table::remove));
        routes.announced()
                .values()
                .forEach(groups -> groups.forEach(
                        (attributes, prefixes) -> prefixes.forEach(prefix -> table.put(prefix, attributes))));
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
                .nextHop(family == IpFamily.V4 ? IpAddress.parse("192.0.2.7") : IpAddress.parse("2001:db8:7::7"))
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

    private static Update announcement(Prefix prefix, PathAttributes attributes) {
        if (prefix.family() == IpFamily.V4) {
            return new Update(
                    List.of(), Optional.of(attributes), List.of(prefix), Optional.empty(), Optional.empty(), List.of());
        }
        Update.MpReach reach =
                new Update.MpReach(AddressFamily.IPV6_UNICAST, attributes.nextHop(), Optional.empty(), List.of(prefix));
        return new Update(
                List.of(), Optional.of(attributes), List.of(), Optional.of(reach), Optional.empty(), List.of());
    }

    private static Update withdrawal(Prefix prefix) {
        if (prefix.family() == IpFamily.V4) {
            return new Update(
                    List.of(prefix), Optional.empty(), List.of(), Optional.empty(), Optional.empty(), List.of());
        }
        Update.MpUnreach unreach = new Update.MpUnreach(AddressFamily.IPV6_UNICAST, List.of(prefix), false);
        return new Update(List.of(), Optional.empty(), List.of(), Optional.empty(), Optional.of(unreach), List.of());
    }
}
