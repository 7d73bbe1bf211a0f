package dev.warren.bgp.policy;

import java.util.List;
import java.util.Optional;

/**
 * How a policy came to its end for one route.
 *
 * @param policy its name
 * @param steps the statements that were asked, in their order
 * @param result the route with all changes; empty if it doesn't pass
 */
public record PolicyTrace(String policy, List<Step> steps, Optional<Route> result) {
    /**
     * A statement that was asked.
     *
     * @param statement its name
     * @param failed the first condition that doesn't hold; empty if all do
     * @param changes what it changed; none if it didn't match
     * @param outcome what it made of the route; empty if it didn't match, or an attribute would be too long with its changes
     */
    public record Step(String statement, Optional<Condition> failed, List<Change> changes, Optional<Outcome> outcome) {
        public Step {
            changes = List.copyOf(changes);
        }

        @Override
        public String toString() {
            return failed.map(condition -> statement + ": no, not " + condition)
                    .orElseGet(() ->
                            statement + ": yes, " + outcome.map(Outcome::name).orElse("too long")
                                    + (changes.isEmpty() ? "" : " with " + changes));
        }
    }

    public PolicyTrace {
        steps = List.copyOf(steps);
    }

    @Override
    public String toString() {
        return "policy " + policy + (result.isPresent() ? " passes it " : " stops it ") + steps;
    }
}
