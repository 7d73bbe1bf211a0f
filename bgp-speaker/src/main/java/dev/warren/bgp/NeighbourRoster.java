package dev.warren.bgp;

import dev.warren.bgp.fsm.PeerAs;
import dev.warren.bgp.log.LogLimit;
import dev.warren.bgp.rib.Rib;
import dev.warren.bgp.rib.RibPeer;
import dev.warren.bgp.session.Sessions;
import dev.warren.bgp.wire.Notification;
import dev.warren.bgp.wire.UpdateScanner;
import dev.warren.net.IpAddress;
import dev.warren.net.IpFamily;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Adds neighbours to the RIB, the sessions and BFD, and removes them. Methods may be called from any thread. */
final class NeighbourRoster implements DynamicNeighbours.Roster {
    private static final Logger LOG = LoggerFactory.getLogger(NeighbourRoster.class);
    private static final int POLICIES_AT_ONCE = 100;

    private final SpeakerConfig config;
    private final Rib rib;
    private final RibLoop loop;
    private final Sessions sessions;
    private final BfdWatch bfd;
    private final Neighbours neighbours;
    private final Consumer<SpeakerEvent> events;
    private final MergedChanges<RibPeer, PolicyChange> policies;
    private final UpdateScanner scanner = new UpdateScanner();
    private final LogLimit unwatched = new LogLimit();

    NeighbourRoster(
            SpeakerConfig config,
            Rib rib,
            RibLoop loop,
            Sessions sessions,
            BfdWatch bfd,
            Neighbours neighbours,
            Consumer<SpeakerEvent> events) {
        this.config = config;
        this.rib = rib;
        this.loop = loop;
        this.sessions = sessions;
        this.bfd = bfd;
        this.neighbours = neighbours;
        this.events = events;
        policies = new MergedChanges<>(
                loop,
                POLICIES_AT_ONCE,
                PolicyChange::then,
                (peer, change) -> rib.change(peer, change.of(peer.policies())));
    }

    /** The addresses of neighbours' sessions on our side, and our next hops. IPv6's link-local ones aren't: others may have the same behind another interface. */
    static Set<IpAddress> ownAddresses(List<NeighbourConfig> all) {
        Set<IpAddress> own = new HashSet<>();
        for (NeighbourConfig neighbour : all) {
            neighbour.transport().localAddress().ifPresent(own::add);
            neighbour.policy().nextHops().v4().ifPresent(own::add);
            neighbour.policy().nextHops().v6().ifPresent(own::add);
        }
        own.removeIf(address -> address.family() == IpFamily.V6 && address.isLinkLocal());
        return own;
    }

    /** One that the configuration names; it is idle. */
    Neighbour add(NeighbourConfig neighbour) {
        return add(neighbour, PeerAs.of(neighbour.asn()));
    }

    /**
     * One that comes while the speaker runs: its session begins.
     *
     * @throws IllegalArgumentException if another one has its name or address, or there are as many as there may be
     * @throws IOException if its connections can't be protected or watched over
     */
    synchronized void join(NeighbourConfig neighbour) throws IOException {
        List<NeighbourConfig> all =
                new ArrayList<>(neighbours.stream().map(Neighbour::config).toList());
        all.add(neighbour);
        SpeakerConfig.requireRoom(all, config.ranges());
        SpeakerConfig.requireDistinct(config.asn(), all);
        Set<IpAddress> own = ownAddresses(List.of(neighbour));
        loop.execute(() -> rib.addOwnAddresses(own));
        Neighbour added = add(neighbour);
        try {
            sessions.protect();
            bfd.add(neighbour, added.session());
        } catch (IOException unprotected) {
            remove(added);
            throw unprotected;
        }
        added.session().start();
    }

    /** Ends a session and forgets the neighbour. Done when its connections are closed on both sides. */
    synchronized CompletableFuture<Void> leave(Neighbour neighbour, Notification farewell) {
        bfd.remove(neighbour.config(), neighbour.session());
        neighbours.remove(neighbour);
        return sessions.remove(neighbour.session(), farewell).thenRun(neighbour::leave);
    }

    @Override
    public Neighbour add(NeighbourRange range, IpAddress address) {
        Neighbour added = add(range.neighbour(address, config.asn()), range.asn());
        added.whenUp(() -> watch(added));
        return added;
    }

    /** Who only knocks isn't watched over: that has its price. */
    private void watch(Neighbour newcomer) {
        try {
            bfd.add(newcomer.config(), newcomer.session());
        } catch (IOException impossible) {
            if (unwatched.passes()) {
                LOG.error(
                        "event=bfd-impossible neighbour={} reason=\"{}\" total={}",
                        newcomer.config().name(),
                        impossible.getMessage(),
                        unwatched.total());
            }
        }
    }

    private Neighbour add(NeighbourConfig neighbour, PeerAs asn) {
        RibPeer peer = rib.addPeer(NeighbourSetup.peer(config, neighbour, asn));
        Neighbour added = new Neighbour(neighbour, rib, peer, loop, scanner, events);
        added.session(sessions.add(NeighbourSetup.session(config, neighbour, asn), added));
        neighbours.add(added);
        return added;
    }

    @Override
    public void change(Neighbour neighbour, PolicyChange change) {
        if (!change.equals(PolicyChange.NONE)) {
            policies.add(neighbour.peer(), change);
        }
    }

    @Override
    public void remove(Neighbour neighbour) {
        bfd.remove(neighbour.config(), neighbour.session());
        sessions.remove(neighbour.session());
        neighbours.remove(neighbour);
        neighbour.leave();
    }
}
