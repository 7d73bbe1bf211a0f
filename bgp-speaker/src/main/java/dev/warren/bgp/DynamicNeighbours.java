package dev.warren.bgp;

import dev.warren.bgp.fsm.SessionState;
import dev.warren.bgp.log.LogLimit;
import dev.warren.bgp.session.NeighbourSession;
import dev.warren.bgp.session.Newcomers;
import dev.warren.net.IpAddress;
import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Future;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Neighbours that come by themselves, and go when they have been away for a time. Connections and timers are of the I/O thread; other
 * methods may be called from any.
 */
final class DynamicNeighbours implements Newcomers {
    private static final Logger LOG = LoggerFactory.getLogger(DynamicNeighbours.class);

    private final List<Place> places;
    private final Roster roster;
    private final LogLimit fullLimit = new LogLimit();
    private final LogLimit heldLimit = new LogLimit();
    private final LogLimit forgottenLimit = new LogLimit();

    /** Adds neighbours to the speaker, and removes them. */
    interface Roster {
        Neighbour add(NeighbourRange range, IpAddress address);

        void change(Neighbour neighbour, PolicyChange change);

        void remove(Neighbour neighbour);
    }

    /** A range, who is there and will be looked after when, and who had to make room but mustn't come back yet. */
    private static final class Place {
        private final NeighbourRange range;
        private final Map<Neighbour, Future<?>> present = new LinkedHashMap<>();
        private final HeldBack heldBack;
        /** What its neighbours have instead of what the range says. */
        private PolicyChange change = PolicyChange.NONE;

        Place(NeighbourRange range) {
            this.range = range;
            heldBack = new HeldBack(range.limit());
        }
    }

    DynamicNeighbours(List<NeighbourRange> ranges, Roster roster) {
        this.places = ranges.stream()
                .sorted(Comparator.comparingInt(
                        (NeighbourRange range) -> -range.prefix().length()))
                .map(Place::new)
                .toList();
        this.roster = roster;
    }

    @Override
    public synchronized Optional<NeighbourSession> admit(IpAddress address, Optional<String> interfaceName) {
        return places.stream()
                .filter(place -> place.range.holds(address, interfaceName))
                .findFirst()
                .flatMap(place -> admit(place, address));
    }

    private Optional<NeighbourSession> admit(Place place, IpAddress address) {
        if (place.heldBack.holds(address, System.nanoTime())) {
            if (heldLimit.passes()) {
                LOG.info(
                        "event=held-back range={} address={} total={}",
                        place.range.prefix(),
                        address,
                        heldLimit.total());
            }
            return Optional.empty();
        }
        if (place.present.size() >= place.range.limit() && !makeRoom(place)) {
            if (fullLimit.passes()) {
                LOG.warn(
                        "event=range-full range={} address={} limit={} total={}",
                        place.range.prefix(),
                        address,
                        place.range.limit(),
                        fullLimit.total());
            }
            return Optional.empty();
        }
        Neighbour neighbour = roster.add(place.range, address);
        roster.change(neighbour, place.change);
        watch(place, neighbour, place.range.linger());
        return Optional.of(neighbour.session());
    }

    /** Who has no connection and no routes goes, and if he is held back, his address stays so. */
    private boolean makeRoom(Place place) {
        Optional<Neighbour> idle = place.present.keySet().stream()
                .filter(DynamicNeighbours::mayGo)
                .min(Comparator.comparing(neighbour -> neighbour.session().heldBack()));
        idle.ifPresent(neighbour -> {
            Duration held = neighbour.session().heldBack();
            if (held.isPositive()) {
                remember(place, neighbour.config().address(), held);
            }
            remove(place, neighbour);
        });
        return idle.isPresent();
    }

    private void remember(Place place, IpAddress address, Duration time) {
        boolean full = place.heldBack.add(address, time, System.nanoTime());
        if (full && forgottenLimit.passes()) {
            LOG.warn(
                    "event=held-back-forgotten range={} limit={} total={}",
                    place.range.prefix(),
                    place.range.limit(),
                    forgottenLimit.total());
        }
    }

    private void watch(Place place, Neighbour neighbour, Duration time) {
        place.present.put(neighbour, neighbour.session().later(time, () -> look(place, neighbour)));
    }

    private synchronized void look(Place place, Neighbour neighbour) {
        if (!place.present.containsKey(neighbour)) {
            return;
        }
        Duration linger = place.range.linger();
        if (!mayGo(neighbour)) {
            watch(place, neighbour, linger);
            return;
        }
        Duration held = neighbour.session().heldBack();
        Duration lingering = linger.minusNanos(
                System.nanoTime() - neighbour.session().snapshot().since());
        Duration left = held.compareTo(lingering) > 0 ? held : lingering;
        if (left.isPositive()) {
            watch(place, neighbour, left);
        } else {
            remove(place, neighbour);
        }
    }

    private static boolean mayGo(Neighbour neighbour) {
        boolean away = neighbour.session().snapshot().state().compareTo(SessionState.OPEN_SENT) < 0;
        return away && !neighbour.hasStale() && !neighbour.isShutDown();
    }

    private void remove(Place place, Neighbour neighbour) {
        leave(place, neighbour);
        roster.remove(neighbour);
    }

    private static void leave(Place place, Neighbour neighbour) {
        Future<?> look = place.present.remove(neighbour);
        if (look != null) {
            look.cancel(false);
        }
    }

    /**
     * Changes the policies of those who are there, and of those who come from now on.
     *
     * @throws IllegalArgumentException if there is no such range
     */
    synchronized void change(NeighbourRange range, PolicyChange change) {
        Place known = places.stream()
                .filter(place -> place.range.isWhere(range))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no neighbours come from " + range.where()));
        known.change = known.change.then(change);
        known.present.keySet().forEach(neighbour -> roster.change(neighbour, change));
    }

    /** An operator removes a neighbour: if it is one of these, its place is free. */
    synchronized void forget(Neighbour neighbour) {
        places.forEach(place -> leave(place, neighbour));
    }
}
