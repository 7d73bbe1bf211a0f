package dev.warren.bgp.rib;

import dev.warren.bgp.policy.NaivePolicy;
import dev.warren.bgp.policy.NaivePolicy.Seen;
import dev.warren.bgp.policy.Policies;
import dev.warren.bgp.policy.Provenance;
import dev.warren.bgp.policy.Route;
import dev.warren.bgp.wire.AsPath;
import dev.warren.bgp.wire.Community;
import dev.warren.bgp.wire.Origin;
import dev.warren.bgp.wire.PathAttributes;
import dev.warren.net.Asn;
import dev.warren.net.IpAddress;
import dev.warren.net.Prefix;
import dev.warren.net.RouterId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.IntStream;

/** RFC 4271 section 9 written down a second time, without any state but what was announced: slow and plain. */
final class NaiveRouter {
    record Candidate(Optional<RibPeer> from, PathAttributes attributes, int weight, int pathId) {}

    /** Who announced a path, and with which path identifier. */
    record Announcer(Optional<RibPeer> from, int pathId) {}

    private static final Announcer LOCAL = new Announcer(Optional.empty(), 0);

    /** Of next hops; empty for one that can't be reached. */
    private final Map<IpAddress, OptionalLong> metrics = new HashMap<>();

    private final Map<Prefix, Map<Announcer, PathAttributes>> all = new HashMap<>();

    private Multipath multipath = Multipath.OFF;

    void multipath(Multipath settings) {
        multipath = settings;
    }

    void metric(IpAddress nextHop, OptionalLong metric) {
        metrics.put(nextHop, metric);
    }

    private OptionalLong metric(PathAttributes attributes) {
        return attributes
                .nextHop()
                .map(hop -> metrics.getOrDefault(hop, OptionalLong.of(0)))
                .orElse(OptionalLong.of(0));
    }

    void announce(RibPeer peer, Prefix prefix, int pathId, PathAttributes attributes) {
        all.computeIfAbsent(prefix, _ -> new HashMap<>()).put(new Announcer(Optional.of(peer), pathId), attributes);
    }

    void withdraw(RibPeer peer, Prefix prefix, int pathId) {
        all.getOrDefault(prefix, new HashMap<>()).remove(new Announcer(Optional.of(peer), pathId));
    }

    void originate(Prefix prefix, List<Community> communities) {
        PathAttributes attributes = PathAttributes.builder(Origin.IGP, AsPath.EMPTY)
                .communities(communities)
                .build();
        all.computeIfAbsent(prefix, _ -> new HashMap<>()).put(LOCAL, attributes);
    }

    void withdrawLocal(Prefix prefix) {
        all.getOrDefault(prefix, new HashMap<>()).remove(LOCAL);
    }

    /** What a neighbour announces again when it is asked to. */
    void forEachOf(RibPeer peer, Announcement action) {
        all.forEach((prefix, paths) -> paths.forEach((origin, attributes) -> {
            if (origin.from().equals(Optional.of(peer))) {
                action.accept(prefix, origin.pathId(), attributes);
            }
        }));
    }

    /** Something that a neighbour announced. */
    interface Announcement {
        void accept(Prefix prefix, int pathId, PathAttributes attributes);
    }

    void peerDown(RibPeer peer) {
        all.values()
                .forEach(
                        paths -> paths.keySet().removeIf(origin -> origin.from().equals(Optional.of(peer))));
    }

    Map<Prefix, Candidate> best() {
        Map<Prefix, Candidate> best = new HashMap<>();
        leading(1).forEach((prefix, paths) -> best.put(prefix, paths.getFirst()));
        return best;
    }

    /** The so many best paths of each prefix, each the best of those that remain without the ones before it. */
    Map<Prefix, List<Candidate>> leading(int limit) {
        Map<Prefix, List<Candidate>> leading = new HashMap<>();
        all.forEach((prefix, paths) -> {
            List<Candidate> left = new ArrayList<>();
            paths.forEach((origin, attributes) -> imported(prefix, origin, attributes)
                    .filter(candidate -> metric(candidate.attributes()).isPresent())
                    .ifPresent(left::add));
            List<Candidate> chosen = new ArrayList<>();
            while (!left.isEmpty() && chosen.size() < limit) {
                Candidate winner = winner(left);
                chosen.add(winner);
                left.remove(winner);
            }
            if (!chosen.isEmpty()) {
                leading.put(prefix, chosen);
            }
        });
        return leading;
    }

    /** The paths that are used beside the best one, where there are any. */
    Map<Prefix, Set<Candidate>> beside() {
        Map<Prefix, Set<Candidate>> beside = new HashMap<>();
        if (multipath.maximum() == 1) {
            return beside;
        }
        leading(Integer.MAX_VALUE).forEach((prefix, paths) -> {
            Candidate best = paths.getFirst();
            Set<Optional<IpAddress>> hops =
                    new HashSet<>(Set.of(best.attributes().nextHop()));
            Set<Candidate> its = new HashSet<>();
            List<Candidate> left = new ArrayList<>(
                    paths.stream().skip(1).filter(path -> isAsGood(path, best)).toList());
            while (!left.isEmpty() && its.size() < multipath.maximum() - 1) {
                Candidate next = winner(left);
                left.remove(next);
                if (hops.add(next.attributes().nextHop())) {
                    its.add(next);
                }
            }
            if (!its.isEmpty()) {
                beside.put(prefix, its);
            }
        });
        return beside;
    }

    private boolean isAsGood(Candidate path, Candidate best) {
        PathAttributes x = path.attributes();
        PathAttributes y = best.attributes();
        boolean equal =
                IntStream.of(1, 2, 3, 4, 6, 7).noneMatch(rule -> better(rule, path, best) || better(rule, best, path));
        boolean samePath =
                internal(path) ? x.asPath().equals(y.asPath()) : neighbour(x).equals(neighbour(y));
        return path.from().isPresent()
                && best.from().isPresent()
                && equal
                && x.med().orElse(0) == y.med().orElse(0)
                && (multipath.anyAsPath() || samePath);
    }

    private static Optional<Candidate> imported(Prefix prefix, Announcer origin, PathAttributes attributes) {
        Optional<RibPeer> from = origin.from();
        if (from.isEmpty()) {
            return Optional.of(new Candidate(from, attributes, 0, 0));
        }
        Policies policies = from.get().policies();
        if (!policies.importFilter().accepts(prefix)) {
            return Optional.empty();
        }
        return NaivePolicy.apply(policies.importPolicy(), prefix, seen(prefix, from, attributes, 0))
                .map(seen -> new Candidate(from, seen.attributes(), seen.marks() & Route.MAX_WEIGHT, origin.pathId()));
    }

    private static Seen seen(Prefix prefix, Optional<RibPeer> from, PathAttributes attributes, int marks) {
        Provenance its = from.map(peer ->
                        Provenance.learned(prefix.family(), peer.settings().name()))
                .orElseGet(() -> Provenance.local(prefix.family(), 0));
        return new Seen(its, attributes, marks);
    }

    /** Survives every round: in each, a path goes if another survivor of the rounds before is better. */
    private Candidate winner(List<Candidate> all) {
        List<Candidate> left = all;
        for (int round = 0; round < 12; round++) {
            int rule = round;
            List<Candidate> before = left;
            left = before.stream()
                    .filter(one -> before.stream().noneMatch(other -> !other.equals(one) && better(rule, other, one)))
                    .toList();
        }
        return left.getFirst();
    }

    private boolean better(int rule, Candidate a, Candidate b) {
        PathAttributes x = a.attributes();
        PathAttributes y = b.attributes();
        return switch (rule) {
            case 0 -> a.from().isEmpty() && b.from().isPresent();
            case 1 -> a.weight() > b.weight();
            case 2 -> x.localPreference().orElse(100) > y.localPreference().orElse(100);
            case 3 -> x.asPath().length() < y.asPath().length();
            case 4 -> x.origin().compareTo(y.origin()) < 0;
            case 5 ->
                neighbour(x).equals(neighbour(y)) && x.med().orElse(0) < y.med().orElse(0);
            case 6 -> !internal(a) && internal(b);
            case 7 -> metric(x).orElseThrow() < metric(y).orElseThrow();
            case 8 -> identifier(a).compareTo(identifier(b)) < 0;
            case 9 -> x.clusterList().size() < y.clusterList().size();
            case 10 -> address(a).compareTo(address(b)) < 0;
            default -> Integer.compareUnsigned(a.pathId(), b.pathId()) < 0;
        };
    }

    private static Optional<Asn> neighbour(PathAttributes attributes) {
        return attributes.asPath().first();
    }

    private static boolean internal(Candidate candidate) {
        return candidate.from().isPresent()
                && !candidate.from().get().settings().external();
    }

    private static RouterId identifier(Candidate candidate) {
        return candidate
                .attributes()
                .originatorId()
                .orElseGet(() -> new RouterId((int) address(candidate).low()));
    }

    private static IpAddress address(Candidate candidate) {
        return candidate.from().orElseThrow().settings().address();
    }

    /** What a neighbour should hold that gets so many paths of each prefix, in no order. */
    Map<Prefix, List<PathAttributes>> adjRibOut(RibPeer to, int limit) {
        Map<Prefix, List<PathAttributes>> table = new HashMap<>();
        leading(limit)
                .forEach((prefix, paths) -> paths.forEach(path -> adjRibOut(to, Map.of(prefix, path))
                        .forEach((its, sent) -> table.computeIfAbsent(its, _ -> new ArrayList<>())
                                .add(sent))));
        return table;
    }

    /** What a neighbour should hold. */
    Map<Prefix, PathAttributes> adjRibOut(RibPeer to, Map<Prefix, Candidate> best) {
        Policies policies = to.policies();
        Map<Prefix, PathAttributes> table = new HashMap<>();
        best.forEach((prefix, winner) -> {
            if (policies.exportFilter().accepts(prefix) && goes(to, winner)) {
                Seen seen = seen(prefix, winner.from(), winner.attributes(), winner.weight());
                NaivePolicy.apply(policies.exportPolicy(), prefix, seen)
                        .ifPresent(out -> table.put(prefix, sent(to, prefix, winner, out)));
            }
        });
        return table;
    }

    private static boolean goes(RibPeer to, Candidate winner) {
        List<Community> communities = winner.attributes().communities();
        boolean external = to.settings().external();
        if (winner.from().equals(Optional.of(to))
                || communities.contains(Community.NO_ADVERTISE)
                || (external && communities.contains(Community.NO_EXPORT))) {
            return false;
        }
        return external
                || !internal(winner)
                || to.settings().policy().routeReflectorClient()
                || winner.from().orElseThrow().settings().policy().routeReflectorClient();
    }

    private static PathAttributes sent(RibPeer to, Prefix prefix, Candidate winner, Seen out) {
        PathAttributes had = out.attributes();
        boolean external = to.settings().external();
        boolean own = external
                || winner.from().isEmpty()
                || (!internal(winner) && to.settings().policy().nextHopSelf());
        boolean chosen =
                (out.marks() & Route.NEXT_HOP_CHOSEN) != 0 && had.nextHop().isPresent();
        IpAddress self =
                Optional.ofNullable(RibFixture.NEXT_HOPS.get(prefix.family())).orElseThrow();
        var sent = PathAttributes.builder(had.origin(), had.asPath())
                .communities(had.communities())
                .extendedCommunities(had.extendedCommunities())
                .largeCommunities(had.largeCommunities())
                .nextHop(own && !chosen ? Optional.of(self) : had.nextHop());
        if (external) {
            boolean keepsMed = winner.from().isEmpty() || (out.marks() & Route.MED_CHOSEN) != 0;
            return sent.asPath(had.asPath().prepend(Asn.of(RibFixture.OUR_AS)))
                    .med(keepsMed ? had.med() : OptionalLong.empty())
                    .build();
        }
        sent.med(had.med())
                .localPreference(OptionalLong.of(had.localPreference().orElse(100)));
        if (internal(winner)) {
            List<RouterId> clusters = new ArrayList<>(List.of(RouterId.parse("10.0.0.1")));
            clusters.addAll(had.clusterList());
            sent.originatorId(Optional.of(identifier(winner))).clusterList(clusters);
        }
        return sent.build();
    }
}
