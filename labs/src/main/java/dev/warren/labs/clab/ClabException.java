package dev.warren.labs.clab;

import dev.warren.topology.Problem;

/** A lab file, or a table beside it, that can't be played: its {@link Problem} says where and why. */
public final class ClabException extends Exception {
    private static final long serialVersionUID = 1;

    private final transient Problem problem;

    public ClabException(Problem problem) {
        super(problem.toString());
        this.problem = problem;
    }

    public Problem problem() {
        return problem;
    }
}
