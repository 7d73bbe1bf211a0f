package dev.warren.topology.source;

import dev.warren.topology.Problem;
import dev.warren.topology.TopologyException;
import java.util.ArrayList;
import java.util.List;

/** What was found wrong so far. Bounded: of a hostile text the first {@value #MAX} problems are enough. */
public final class Problems {
    /** How many problems are kept. */
    public static final int MAX = 1_000;

    private final List<Problem> found = new ArrayList<>();

    /** An empty collection. */
    public Problems() {}

    /** Keeps a problem, unless there are {@value #MAX} already. */
    public void add(Problem problem) {
        if (found.size() < MAX) {
            found.add(problem);
        }
    }

    /** Keeps a problem at a position. */
    public void add(Position position, String message, String remedy) {
        if (found.size() < MAX) {
            found.add(position.problem(message, remedy));
        }
    }

    /** True if nothing is wrong. */
    public boolean isEmpty() {
        return found.isEmpty();
    }

    /** How many there are. */
    public int size() {
        return found.size();
    }

    /** Ends the reading if something is wrong. */
    public void throwIfAny() throws TopologyException {
        if (!found.isEmpty()) {
            throw new TopologyException(found.stream().distinct().sorted().toList());
        }
    }
}
