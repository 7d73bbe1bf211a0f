package dev.warren.bgp;

import dev.warren.bgp.fsm.SessionState;
import dev.warren.bgp.session.LogLimit;
import dev.warren.bgp.session.NeighbourSession;
import dev.warren.bgp.session.Newcomers;
import dev.warren.bgp.session.SessionSnapshot;
import dev.warren.net.IpAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Neighbours that come by themselves, and go when they have been away for a time. On the I/O thread. */
final class DynamicNeighbours implements Newcomers {
    private static final Logger LOG = LoggerFactory.getLogger(DynamicNeighbours.class);

    private final List<Place> places;
    private final Roster roster;
    private final LogLimit limit = new LogLimit();

    /** Adds neighbours to the speaker, and removes them. */
    interface Roster {
        Neighbour add(NeighbourRange range, IpAddress address);

        void remove(Neighbour neighbour);
    }

    /** A range and who is there. */
    private record Place(NeighbourRange range, List<Neighbour> present) {}

    DynamicNeighbours(List<NeighbourRange> ranges, Roster roster) {
        this.places = ranges.stream()
                .sorted(Comparator.comparingInt(
                        (NeighbourRange range) -> -range.prefix().length()))
                .map(range -> new Place(range, new ArrayList<>()))
                .toList();
        this.roster = roster;
    }

    @Override
    public Optional<NeighbourSession> admit(IpAddress address, Optional<String> interfaceName) {
        return places.stream()
                .filter(place -> place.range().holds(address, interfaceName))
                .findFirst()
                .flatMap(place -> admit(place, address));
    }

    private Optional<NeighbourSession> admit(Place place, IpAddress address) {
        if (place.present().size() >= place.range().limit() && !makeRoom(place)) {
            if (limit.passes()) {
                LOG.warn(
                        "event=range-full range={} address={} limit={} total={}",
                        place.range().prefix(),
                        address,
                        place.range().limit(),
                        limit.total());
            }
            return Optional.empty();
        }
        Neighbour neighbour = roster.add(place.range(), address);
        place.present().add(neighbour);
        watch(place, neighbour, place.range().linger());
        return Optional.of(neighbour.session());
    }

    /** Who has no connection and no routes goes. */
    private boolean makeRoom(Place place) {
        Optional<Neighbour> idle =
                place.present().stream().filter(DynamicNeighbours::isAway).findFirst();
        idle.ifPresent(neighbour -> remove(place, neighbour));
        return idle.isPresent();
    }

    private void watch(Place place, Neighbour neighbour, Duration time) {
        neighbour.session().later(time, () -> look(place, neighbour));
    }

    private void look(Place place, Neighbour neighbour) {
        if (!place.present().contains(neighbour)) {
            return;
        }
        Duration linger = place.range().linger();
        SessionSnapshot session = neighbour.session().snapshot();
        Duration left = linger.minusNanos(System.nanoTime() - session.since());
        if (!isAway(neighbour)) {
            watch(place, neighbour, linger);
        } else if (left.isPositive()) {
            watch(place, neighbour, left);
        } else {
            remove(place, neighbour);
        }
    }

    private static boolean isAway(Neighbour neighbour) {
        return neighbour.session().snapshot().state().compareTo(SessionState.OPEN_SENT) < 0 && !neighbour.hasStale();
    }

    private void remove(Place place, Neighbour neighbour) {
        place.present().remove(neighbour);
        roster.remove(neighbour);
    }
}
