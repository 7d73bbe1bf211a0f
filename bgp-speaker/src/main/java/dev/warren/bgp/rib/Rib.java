package dev.warren.bgp.rib;

import dev.warren.bgp.policy.Policies;
import dev.warren.bgp.wire.AsPath;
import dev.warren.bgp.wire.Community;
import dev.warren.bgp.wire.Origin;
import dev.warren.bgp.wire.PathAttributes;
import dev.warren.bgp.wire.Update;
import dev.warren.bgp.wire.UpdateScanner;
import dev.warren.net.Asn;
import dev.warren.net.IpAddress;
import dev.warren.net.IpFamily;
import dev.warren.net.PerFamily;
import dev.warren.net.Prefix;
import dev.warren.net.RouterId;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * The routing information bases of a speaker. What is received is decided on at once; {@link #pull} gives what a neighbour is to be
 * sent, {@link #reader} what changed; {@link #work} does what can wait. One thread owns all of it.
 */
public final class Rib {
    private static final int PURGE_STEP = 10_000;

    private final AttributeTable attributes;
    private final Set<IpAddress> ownAddresses;
    private final SourceTable sources = new SourceTable();
    private final PerFamily<FamilyTable> tables;
    private final UpdateGroups groups;
    private final Receiver receiver;
    private final Effort effort = new Effort();
    private final Purge purge = new Purge(sources);
    private final SoftImport softImport;
    private final NextHopWalk nextHopWalk = new NextHopWalk();
    private final TableRounds purging;
    private final List<TableRounds> rounds;
    private final PathViews views;
    private final Explainer explainer;
    private List<RibEvent> events = new ArrayList<>();

    /** An empty RIB. */
    public Rib(RibSettings settings) {
        Mixer mixer = new Mixer();
        attributes = new AttributeTable(settings, mixer);
        ownAddresses = new HashSet<>(settings.ownAddresses());
        tables = PerFamily.of(family ->
                new FamilyTable(family, mixer, attributes, sources, settings.med(), settings.multipath(), effort));
        groups = new UpdateGroups(settings, attributes, sources, tables, this::happened);
        AttributeRoom room = new AttributeRoom(this::happened);
        PerFamily<Intake> intakes = tables.map(table -> new Intake(table, attributes, effort, room, this::happened));
        ImportRules rules = new ImportRules(settings, ownAddresses, attributes);
        receiver = new Receiver(rules, attributes, intakes, effort, this::endRefresh, room);
        softImport = new SoftImport(intakes, effort);
        purging = rounds(purge);
        rounds = List.of(purging, rounds(softImport), rounds(nextHopWalk));
        views = new PathViews(attributes);
        explainer = new Explainer(settings, attributes);
    }

    private TableRounds rounds(TableRounds.Visitor visitor) {
        return new TableRounds(tables.both(), effort, visitor);
    }

    private void happened(RibEvent event) {
        events.add(event);
    }

    /** More addresses that are ours, so no next hops for us. What was taken before stays. */
    public void addOwnAddresses(Set<IpAddress> more) {
        ownAddresses.addAll(more);
    }

    /** Adds a neighbour whose session is down. */
    public RibPeer addPeer(PeerSettings peerSettings) {
        return new RibPeer(peerSettings, attributes);
    }

    /** A neighbour that is down says which AS it is of. What is left of it when that was another one goes. */
    public void identify(RibPeer peer, Asn asn) {
        if (!peer.settings().asn().equals(asn)) {
            for (IpFamily family : IpFamily.values()) {
                endStale(peer, family);
            }
            peer.identify(asn);
        }
    }

    /**
     * The session of a neighbour is established; the dump of the table to it begins with the next pull.
     *
     * @param codec how UPDATEs to it are encoded
     */
    public void peerUp(
            RibPeer peer,
            RouterId routerId,
            Set<IpFamily> families,
            Optional<IpAddress> localAddress,
            PeerCodec codec) {
        peerDown(peer);
        for (IpFamily family : IpFamily.values()) {
            peer.sources(family).begin(source(peer, routerId.bits()));
        }
        peer.begin(localAddress, codec);
        groups.join(peer, families, codec);
    }

    /** A new one. Who begins anew again and again outruns the steps of the purge: it is ended at once before there are too many. */
    private Source source(RibPeer peer, int routerId) {
        boolean more = sources.hasMany();
        while (more) {
            more = purging.step(PURGE_STEP);
        }
        return sources.add(peer, routerId);
    }

    /** The session of a neighbour is over: its paths are dead at once, and are cleared away by {@link #work}. */
    public void peerDown(RibPeer peer) {
        peerDown(peer, Set.of());
    }

    /**
     * As {@link #peerDown(RibPeer)}, but the paths of some families become stale and stay until {@link #endStale}, or until the next
     * session of the neighbour ends its dump (RFC 4724 section 4.2). What was stale before is gone.
     */
    public void peerDown(RibPeer peer, Set<IpFamily> kept) {
        if (!peer.isUp()) {
            return;
        }
        for (IpFamily family : IpFamily.values()) {
            endStale(peer, family);
            peer.sources(family).turnStale();
            if (!kept.contains(family)) {
                endStale(peer, family);
            }
        }
        groups.leave(peer);
        peer.end();
    }

    /** What is stale of a neighbour's family is gone. */
    public void endStale(RibPeer peer, IpFamily family) {
        peer.sources(family).endStale(source -> {
            source.end();
            purge.add(source);
        });
        if (!peer.isUp()) {
            peer.clearMemo();
        }
    }

    /**
     * Gives a neighbour other policies; its session goes on (soft reconfiguration). {@link #work} takes its paths through the new
     * import policy, also those that are stale while it is away or has yet to confirm them (RFC 4724 section 4.2), and what changes
     * for it goes out with the next pulls.
     */
    public void change(RibPeer peer, Policies policies) {
        Policies before = peer.policies();
        peer.policies(policies, attributes);
        if (!before.importFilter().equals(policies.importFilter())
                || !before.importPolicy().equals(policies.importPolicy())
                || before.gracefulShutdown() != policies.gracefulShutdown()) {
            for (IpFamily family : IpFamily.values()) {
                peer.sources(family).forEach(softImport::add);
            }
            if (peer.adjRibIn().hasStopped()) {
                events.add(new RibEvent.RefreshWanted(peer));
            }
        }
        groups.regroup(peer, policies);
    }

    /**
     * Sets metrics of next hops (RFC 4271 section 9.1.2): 0 to 4,294,967,295, empty for one that can't be reached. One that nobody told
     * of has 0. {@link #work} decides again where that matters.
     */
    public void nextHopMetrics(Map<IpAddress, OptionalLong> metrics) {
        metrics.forEach((address, told) -> {
            NextHopTable hops = attributes.nextHops();
            int hop = hops.id(address);
            long before = hops.metric(hop);
            long metric = told.orElse(NextHopTable.UNREACHABLE);
            hops.tell(address, metric);
            if (hop != 0 && before != metric) {
                boolean flipped = before == NextHopTable.UNREACHABLE || metric == NextHopTable.UNREACHABLE;
                nextHopWalk.add(hop, flipped);
            }
        });
    }

    /** Adds or replaces a local route without a tag. */
    public void originate(Prefix prefix, List<Community> communities) {
        originate(prefix, communities, 0);
    }

    /** Adds or replaces a local route. */
    public void originate(Prefix prefix, List<Community> communities, int tag) {
        PathAttributes set = PathAttributes.builder(Origin.IGP, AsPath.EMPTY)
                .communities(communities)
                .build();
        int id = attributes.intern(set);
        if (id == 0) {
            throw new IllegalArgumentException(communities.size() + " communities don't fit into an attribute");
        }
        FamilyTable table = tables.of(prefix.family());
        int at = table.prefix(prefix);
        Source source = sources.local(tag);
        table.put(at, table.find(at, source, 0), source, 0, id, 0);
        attributes.release(id);
    }

    /** Removes a local route. */
    public void withdrawLocal(Prefix prefix) {
        FamilyTable table = tables.of(prefix.family());
        int at = table.prefixes().find(prefix);
        int path = at == 0 ? 0 : table.find(at, sources.local(), 0);
        if (path != 0) {
            table.remove(at, path);
        }
    }

    /** Takes an UPDATE of a neighbour that is up. */
    public void receive(RibPeer peer, Update update) {
        receive(peer, update, 0, Long.MAX_VALUE);
    }

    /**
     * As {@link #receive(RibPeer, Update)}, but stops where {@link #effort} has become so great.
     *
     * @param first which of the UPDATE's routes to begin with: 0, or what the call before has answered
     * @return where to go on before anything else comes from the neighbour; below 0 if all is done
     */
    public int receive(RibPeer peer, Update update, int first, long until) {
        attributes.payer(peer.account());
        try {
            return receiver.receive(peer, update, first, until);
        } finally {
            attributes.payer(null);
        }
    }

    /** Takes an UPDATE that was scanned; false if its attributes have to be decoded first, and nothing is done then. */
    public boolean receive(RibPeer peer, byte[] octets, UpdateScanner scanned) {
        return receive(peer, octets, scanned, Long.MAX_VALUE);
    }

    /**
     * As {@link #receive(RibPeer, byte[], UpdateScanner)}, but stops where {@link #effort} has become so great. As long as the scanner
     * {@link UpdateScanner#hasRoutes has routes} left, this is to be called again before anything else comes from the neighbour.
     */
    public boolean receive(RibPeer peer, byte[] octets, UpdateScanner scanned, long until) {
        attributes.payer(peer.account());
        try {
            return receiver.receive(peer, octets, scanned, until);
        } finally {
            attributes.payer(null);
        }
    }

    /**
     * The neighbour asks for everything again (RFC 2918).
     *
     * @param enhanced both ends frame the answer (RFC 7313)
     */
    public void refresh(RibPeer peer, IpFamily family, boolean enhanced) {
        AdjRibOut out = peer.adjRibOut(family);
        if (out != null) {
            out.refresh(enhanced);
        }
    }

    /**
     * The neighbour begins to send everything again: what it has sent before is stale. Once more while it is at it changes nothing.
     *
     * @return false if what became stale with its last refreshes isn't cleared away yet: nothing becomes stale, so what it doesn't send
     *     again stays until it withdraws it
     */
    public boolean beginRefresh(RibPeer peer, IpFamily family) {
        PeerSources its = peer.sources(family);
        Source present = its.present();
        if (present == null || its.hasStale()) {
            return true;
        }
        if (its.isBehind()) {
            return false;
        }
        its.turnStale();
        its.begin(source(peer, present.routerId()));
        peer.adjRibIn().refusals().doubt(family);
        return true;
    }

    /** The neighbour has sent everything: what is stale is gone. */
    public void endRefresh(RibPeer peer, IpFamily family) {
        endStale(peer, family);
        peer.adjRibIn().refusals().forgetDoubtful(family);
    }

    /**
     * Clears away what is over, and looks again at what is to be decided once more: each until it has looked at {@code budget} prefixes
     * and paths together, and goes on there with the next call.
     *
     * @return true if there is more to do
     */
    public boolean work(int budget) {
        boolean more = false;
        for (TableRounds round : rounds) {
            more |= round.step(budget);
        }
        more |= tables.v4().trim(budget);
        more |= tables.v6().trim(budget);
        return more;
    }

    /**
     * The next UPDATEs for a neighbour. Unless others of its group have had them already, they are made until {@code limit} prefixes
     * and paths together were looked at: the best path goes with its prefix, several of one prefix (RFC 7911) count each. The buffers
     * are shared and not to be written. There may be none though {@link RibPeer#hasOutput} goes on.
     */
    public List<ByteBuffer> pull(RibPeer peer, int limit) {
        for (AdjRibOut out : peer.adjRibsOut()) {
            if (out.hasOutput()) {
                return out.pull(limit);
            }
        }
        return List.of();
    }

    /** The best path of a prefix. */
    public Optional<RibPath> best(Prefix prefix) {
        List<RibPath> ranked = paths(prefix);
        return ranked.isEmpty() ? Optional.empty() : Optional.of(ranked.getFirst());
    }

    /** The paths of a prefix, best first; those of sessions that are over are not among them. */
    public List<RibPath> paths(Prefix prefix) {
        FamilyTable table = tables.of(prefix.family());
        int id = table.prefixes().find(prefix);
        return id == 0 ? List.of() : views.ranked(table, id);
    }

    /**
     * Every step of a prefix's way in, to its place, and out to a neighbour, as it is now.
     *
     * @param peers the neighbours whose refused announcements are told as well
     */
    public RouteExplanation explain(Prefix prefix, RibPeer to, Collection<RibPeer> peers) {
        return explainer.explain(tables.of(prefix.family()), prefix, to, peers);
    }

    /** A reader that begins with what is there now. */
    public BestPathReader reader() {
        return new BestPathReader(views, tables.both());
    }

    /** A walk over what is there now. */
    public TableWalk walk() {
        return new TableWalk(views, tables.both(), effort);
    }

    /** How much was done so far, in prefixes and paths looked at: it grows by about one in each tenth of a microsecond. */
    public long effort() {
        return effort.spent();
    }

    /** How much there is, for people. */
    public String load() {
        int prefixes = 0;
        int paths = 0;
        for (FamilyTable table : tables.both()) {
            prefixes += table.prefixes().size();
            paths += table.paths().size();
        }
        return prefixes + " prefixes, "
                + paths + " paths, "
                + attributes.size() + " attribute sets, "
                + attributes.nextHops().size() + " next hops";
    }

    /** What happened since the last call. */
    public List<RibEvent> drainEvents() {
        if (events.isEmpty()) {
            return List.of();
        }
        List<RibEvent> drained = events;
        events = new ArrayList<>();
        return drained;
    }
}
