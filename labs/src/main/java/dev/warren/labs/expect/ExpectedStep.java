package dev.warren.labs.expect;

import dev.warren.labs.clab.ClabException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;

/**
 * One file of an {@code expect/} folder.
 *
 * @param title what is true if it passes, as a sentence without a full stop
 * @param within how long until all of it must hold at the latest: ample, for a busy machine too, where the time isn't the point
 * @param steady how long it must go on holding then; zero for not at all
 * @param converged true if a lab counts as converged only when it holds
 * @param before done first, in order; each must succeed
 * @param after done at the end, in order, whatever has happened
 * @param expectations what must hold
 */
public record ExpectedStep(
        String title,
        Duration within,
        Duration steady,
        boolean converged,
        List<Action> before,
        List<Action> after,
        List<Expectation> expectations) {

    /** Throws if a node is named that the lab hasn't. */
    public void requireNodes(Collection<String> names) throws ClabException {
        for (Expectation expectation : expectations) {
            NodePattern.among(expectation.nodes(), names);
        }
        for (List<Action> actions : List.of(before, after)) {
            for (Action action : actions) {
                if (action instanceof Action.InNodes inNodes) {
                    NodePattern.among(inNodes.nodes(), names);
                }
            }
        }
    }
}
