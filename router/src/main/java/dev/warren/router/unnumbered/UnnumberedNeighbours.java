package dev.warren.router.unnumbered;

import dev.warren.linux.libc.Poller;
import dev.warren.linux.libc.WakeUp;
import dev.warren.linux.netlink.RouteNetlink;
import dev.warren.topology.SessionAddresses;
import dev.warren.topology.plan.NeighbourPlan;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds the neighbours of unnumbered upstreams and keeps their sessions at the addresses that both sides have now. Works on a daemon
 * thread from {@link #start} on.
 */
public final class UnnumberedNeighbours implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(UnnumberedNeighbours.class);
    private static final int LOOK_MILLIS = 1_000;

    /** The least time between looks, whatever comes in. */
    private static final Duration REST = Duration.ofMillis(50);

    private static final long STOP_MILLIS = 2_000;

    /** The BGP sessions that are added and removed. Called on this object's thread. */
    public interface Sessions {
        /** True if the session of an upstream is established. */
        boolean isEstablished(String name);

        /** Begins a session, in the place of the one that there is. */
        void move(NeighbourPlan upstream, SessionAddresses addresses) throws IOException;
    }

    /** An upstream, its link, and where its session is. */
    private static final class Place {
        private final NeighbourPlan upstream;
        private final DiscoveredLink link;
        private Optional<DiscoveredLink.Found> session = Optional.empty();

        Place(NeighbourPlan upstream, DiscoveredLink link) {
            this.upstream = upstream;
            this.link = link;
        }
    }

    private final List<Place> places;
    private final Sessions sessions;
    private final WakeUp wakeUp;
    private final Thread thread =
            Thread.ofPlatform().daemon().name("unnumbered").unstarted(this::run);
    private volatile boolean stopping;

    /**
     * The unnumbered ones among a hub's neighbours.
     *
     * @param netlink the kernel; not closed by this class
     * @throws IOException if the process has no descriptor left
     */
    public UnnumberedNeighbours(List<NeighbourPlan> neighbours, RouteNetlink netlink, Sessions sessions)
            throws IOException {
        this.places = neighbours.stream()
                .filter(NeighbourPlan::isUnnumbered)
                .map(upstream -> new Place(
                        upstream, new DiscoveredLink(upstream.interfaceName().orElseThrow(), netlink)))
                .toList();
        this.sessions = sessions;
        this.wakeUp = new WakeUp();
    }

    /** Begins; nothing happens where there are none. */
    public void start() {
        if (!places.isEmpty()) {
            thread.start();
        }
    }

    private void run() {
        Poller poller = new Poller(places.size() + 1);
        while (!stopping) {
            places.forEach(this::look);
            poller.reset();
            poller.add(wakeUp.fd());
            places.forEach(place -> place.link.descriptor().ifPresent(poller::add));
            poller.await(LOOK_MILLIS);
            if (!stopping) {
                LockSupport.parkNanos(REST.toNanos());
            }
        }
        places.forEach(place -> place.link.close());
    }

    private void look(Place place) {
        String name = place.upstream.name();
        try {
            Optional<DiscoveredLink.Found> found = place.link.look(sessions.isEstablished(name), System.nanoTime());
            if (found.isPresent() && !found.equals(place.session)) {
                SessionAddresses addresses = found.get().addresses();
                LOG.info(
                        "event=neighbour-found neighbour={} interface={} address={} local={}",
                        name,
                        place.upstream.interfaceName().orElseThrow(),
                        addresses.neighbour(),
                        addresses.own());
                sessions.move(place.upstream, addresses);
                place.session = found;
            }
        } catch (IOException | RuntimeException failure) {
            LOG.warn("event=discovery-failed neighbour={} reason=\"{}\"", name, failure.getMessage());
        }
    }

    /** Ends the thread; sessions stay as they are. */
    @Override
    public void close() {
        stopping = true;
        wakeUp.signal();
        try {
            thread.join(STOP_MILLIS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        wakeUp.close();
    }
}
