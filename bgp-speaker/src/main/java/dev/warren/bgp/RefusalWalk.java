package dev.warren.bgp;

import dev.warren.bgp.rib.RibPeer;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** Collects what stands refused, one neighbour per step, up to a limit. On the RIB thread only. */
final class RefusalWalk implements Snapshots.Walk<List<SpeakerEvent.RouteRefused>> {
    /** How many refusals a snapshot holds at most. */
    static final int MAX_REFUSALS = 10_000;

    private final Iterator<Neighbour> neighbours;
    private final List<SpeakerEvent.RouteRefused> refusals = new ArrayList<>();

    RefusalWalk(Neighbours neighbours) {
        this.neighbours = neighbours.iterator();
    }

    @Override
    public boolean step() {
        if (neighbours.hasNext()) {
            RibPeer peer = neighbours.next().peer();
            peer.refusals()
                    .limit(MAX_REFUSALS - refusals.size())
                    .forEach(refused -> refusals.add(new SpeakerEvent.RouteRefused(
                            peer.settings().name(), refused.prefix(), refused.pathId(), refused.reason())));
        }
        return neighbours.hasNext() && refusals.size() < MAX_REFUSALS;
    }

    @Override
    public List<SpeakerEvent.RouteRefused> result() {
        return List.copyOf(refusals);
    }
}
