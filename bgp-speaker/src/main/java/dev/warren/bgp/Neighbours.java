package dev.warren.bgp;

import dev.warren.bgp.rib.RibPeer;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The neighbours of a speaker, in the order of the configuration. Thread-safe; who goes through them sees those of one moment. */
final class Neighbours implements Iterable<Neighbour> {
    private volatile List<Neighbour> all = List.of();

    synchronized void add(Neighbour neighbour) {
        List<Neighbour> more = new ArrayList<>(all);
        more.add(neighbour);
        all = List.copyOf(more);
    }

    synchronized void remove(Neighbour neighbour) {
        List<Neighbour> less = new ArrayList<>(all);
        less.remove(neighbour);
        all = List.copyOf(less);
    }

    Stream<Neighbour> stream() {
        return all.stream();
    }

    Optional<Neighbour> named(String name) {
        return all.stream()
                .filter(neighbour -> neighbour.config().name().equals(name))
                .findFirst();
    }

    /** @throws IllegalArgumentException if there is none of this name; the message has the name */
    Neighbour known(String name) {
        return named(name).orElseThrow(() -> new IllegalArgumentException("no neighbour is named '" + name + "'"));
    }

    Optional<Neighbour> of(RibPeer peer) {
        return all.stream().filter(neighbour -> neighbour.peer() == peer).findFirst();
    }

    /** Those of this moment. */
    List<Neighbour> now() {
        return all;
    }

    @Override
    public Iterator<Neighbour> iterator() {
        return all.iterator();
    }
}
