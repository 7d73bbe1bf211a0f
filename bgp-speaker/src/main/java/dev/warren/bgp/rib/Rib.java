package dev.warren.bgp.rib;

import dev.warren.bgp.wire.AsPath;
import dev.warren.bgp.wire.Community;
import dev.warren.bgp.wire.Origin;
import dev.warren.bgp.wire.PathAttributes;
import dev.warren.bgp.wire.Update;
import dev.warren.net.IpAddress;
import dev.warren.net.IpFamily;
import dev.warren.net.Prefix;
import dev.warren.net.RouterId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;

/**
 * The routing information bases of a speaker. Changes mark prefixes; {@link #work} decides on a bounded number of them at a time;
 * {@link #pull} gives what a neighbour is to be sent. One thread owns all of it.
 */
public final class Rib {
    private final ImportRules importRules;
    private final ExportRules exportRules;
    private final PathTable table = new TreePathTable();
    private final LocRib locRib = new LocRib();
    private final AttributeInterner interner = new AttributeInterner();
    private final List<RibPeer> peers = new ArrayList<>();
    private final LinkedHashSet<Prefix> dirty = new LinkedHashSet<>();
    private final Queue<Purge> purges = new ArrayDeque<>();
    private List<RibEvent> events = new ArrayList<>();

    /** Prefixes of a session that is over. */
    private record Purge(RibPeer peer, Iterator<Prefix> prefixes) {}

    /** An empty RIB. */
    public Rib(RibSettings settings) {
        importRules = new ImportRules(settings);
        exportRules = new ExportRules(settings);
    }

    /** Adds a neighbour whose session is down. */
    public RibPeer addPeer(PeerSettings settings) {
        RibPeer peer = new RibPeer(settings);
        peers.add(peer);
        return peer;
    }

    /** The session of a neighbour is established; the dump of the table to it begins with the next pull. */
    public void peerUp(RibPeer peer, RouterId routerId, Set<IpFamily> families, Optional<IpAddress> localAddress) {
        if (peer.isUp()) {
            peerDown(peer);
        }
        peer.begin(routerId, families, localAddress);
    }

    /** The session of a neighbour is over: its paths are dead at once, and are cleared away by {@link #work}. */
    public void peerDown(RibPeer peer) {
        peer.end();
        Set<Prefix> gone = peer.adjRibIn().clear();
        if (!gone.isEmpty()) {
            purges.add(new Purge(peer, gone.iterator()));
        }
    }

    /** Adds or replaces a local route. */
    public void originate(Prefix prefix, List<Community> communities) {
        PathAttributes attributes = PathAttributes.builder(Origin.IGP, AsPath.EMPTY)
                .communities(communities)
                .build();
        if (table.put(prefix, RibPath.local(interner.intern(attributes)))) {
            dirty.add(prefix);
        }
    }

    /** Removes a local route. */
    public void withdrawLocal(Prefix prefix) {
        if (table.remove(prefix, Optional.empty())) {
            dirty.add(prefix);
        }
    }

    /** Takes an UPDATE of a neighbour that is up. */
    public void receive(RibPeer peer, Update update) {
        if (!peer.isUp()) {
            return;
        }
        Optional<IpFamily> endOfRib = update.endOfRib();
        if (endOfRib.isPresent()) {
            peer.adjRibIn().end(endOfRib.get());
            return;
        }
        withdraw(peer, update.withdrawn());
        update.mpUnreach().ifPresent(unreach -> withdraw(peer, unreach.withdrawn()));
        Optional<PathAttributes> attributes = update.treatAsWithdraw() ? Optional.empty() : update.attributes();
        announce(peer, IpFamily.V4, update.announced(), attributes);
        update.mpReach()
                .ifPresent(reach -> reach.family()
                        .unicast()
                        .ifPresent(family -> announce(
                                peer,
                                family,
                                reach.announced(),
                                attributes.map(set ->
                                        set.toBuilder().nextHop(reach.nextHop()).build()))));
    }

    private void withdraw(RibPeer peer, List<Prefix> prefixes) {
        for (Prefix prefix : prefixes) {
            drop(peer, prefix);
        }
    }

    private void drop(RibPeer peer, Prefix prefix) {
        if (peer.adjRibIn().forget(prefix) && table.remove(prefix, Optional.of(peer))) {
            dirty.add(prefix);
        }
    }

    private void announce(RibPeer peer, IpFamily family, List<Prefix> prefixes, Optional<PathAttributes> attributes) {
        if (prefixes.isEmpty()) {
            return;
        }
        Optional<RefusalReason> refusal = attributes.isEmpty()
                ? Optional.of(RefusalReason.MALFORMED)
                : peer.adjRibOut().exchanges(family)
                        ? importRules.refusal(peer, family, attributes.get())
                        : Optional.of(RefusalReason.FAMILY);
        if (refusal.isPresent()) {
            prefixes.forEach(prefix -> refuse(peer, prefix, refusal.get()));
            return;
        }
        RibPath path = RibPath.of(peer, interner.intern(ImportRules.kept(attributes.orElseThrow())));
        for (Prefix prefix : prefixes) {
            if (!peer.settings().importFilter().accepts(prefix)) {
                refuse(peer, prefix, RefusalReason.IMPORT_FILTER);
            } else {
                accept(peer, prefix, path);
            }
        }
    }

    private void accept(RibPeer peer, Prefix prefix, RibPath path) {
        AdjRibIn in = peer.adjRibIn();
        if (!in.holds(prefix) && in.size() >= peer.settings().maxPrefixes()) {
            if (in.exceed()) {
                events.add(new RibEvent.PrefixLimitExceeded(peer));
            }
            return;
        }
        in.accept(prefix);
        if (table.put(prefix, path)) {
            dirty.add(prefix);
        }
    }

    private void refuse(RibPeer peer, Prefix prefix, RefusalReason reason) {
        if (peer.adjRibIn().holds(prefix)) {
            drop(peer, prefix);
        }
        if (peer.adjRibIn().refuse(prefix, reason)) {
            events.add(new RibEvent.Refused(peer, prefix, reason));
        }
    }

    /** The neighbour asks for everything again (RFC 2918). */
    public void refresh(RibPeer peer, IpFamily family) {
        peer.adjRibOut().refresh(family);
    }

    /**
     * Decides on at most {@code budget} prefixes.
     *
     * @return true if there is more to do
     */
    public boolean work(int budget) {
        int left = budget;
        while (left > 0 && !purges.isEmpty()) {
            Purge purge = purges.element();
            if (purge.prefixes().hasNext()) {
                purge(purge.peer(), purge.prefixes().next());
                left--;
            } else {
                purges.remove();
            }
        }
        Iterator<Prefix> marked = dirty.iterator();
        while (left > 0 && marked.hasNext()) {
            Prefix prefix = marked.next();
            marked.remove();
            decide(prefix);
            left--;
        }
        return !dirty.isEmpty() || !purges.isEmpty();
    }

    private void purge(RibPeer peer, Prefix prefix) {
        Optional<RibPath> path = table.get(prefix, Optional.of(peer));
        if (path.isPresent() && !path.get().isLive()) {
            table.remove(prefix, Optional.of(peer));
            dirty.remove(prefix);
            decide(prefix);
        }
    }

    private void decide(Prefix prefix) {
        Optional<RibPath> best = DecisionProcess.best(livePaths(prefix));
        if (locRib.set(prefix, best)) {
            events.add(new RibEvent.BestChanged(prefix, best));
            for (RibPeer peer : peers) {
                if (peer.isUp()) {
                    peer.adjRibOut().touch(prefix);
                }
            }
        }
    }

    private List<RibPath> livePaths(Prefix prefix) {
        return table.paths(prefix).stream().filter(RibPath::isLive).toList();
    }

    /** What to send to the neighbour next, of at most {@code limit} prefixes. */
    public OutgoingRoutes pull(RibPeer peer, int limit) {
        // Prefixes of one UPDATE share a path, and what it becomes on its way out.
        IdentityHashMap<RibPath, Optional<PathAttributes>> exported = new IdentityHashMap<>();
        return peer.adjRibOut().pull(limit, locRib, prefix -> wanted(peer, prefix, exported));
    }

    private Optional<PathAttributes> wanted(
            RibPeer peer, Prefix prefix, IdentityHashMap<RibPath, Optional<PathAttributes>> exported) {
        if (!peer.settings().exportFilter().accepts(prefix)) {
            return Optional.empty();
        }
        return locRib.best(prefix)
                .flatMap(path -> exported.computeIfAbsent(
                        path,
                        _ -> exportRules.export(peer, prefix.family(), path).map(interner::intern)));
    }

    /** The best paths. */
    public LocRib locRib() {
        return locRib;
    }

    /** The paths of a prefix, best first; those of sessions that are over are not among them. */
    public List<RibPath> paths(Prefix prefix) {
        return DecisionProcess.ranked(livePaths(prefix));
    }

    /** The first prefix with paths after the given one, or of all. */
    public Optional<Prefix> prefixAfter(Optional<Prefix> cursor) {
        return table.after(cursor);
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
