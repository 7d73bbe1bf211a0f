package dev.warren.labs;

import dev.warren.labs.check.Scenario;
import dev.warren.labs.tworegions.TwoRegions;
import java.util.List;
import java.util.Optional;

/** The labs whose steps are written in Java. All others have theirs in {@code expect/}. */
final class Scenarios {
    private static final List<Scenario> ALL = List.of(new TwoRegions());

    private Scenarios() {}

    static Optional<Scenario> of(String lab) {
        return ALL.stream().filter(scenario -> scenario.lab().equals(lab)).findFirst();
    }
}
