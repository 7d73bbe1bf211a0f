package dev.warren.labs.check;

import dev.warren.labs.lab.Lab;
import dev.warren.labs.lab.LabException;

/** One thing that must be true of a lab. */
public interface Step {
    /** What is true if it passes, as a sentence without a full stop. */
    String title();

    /**
     * Finds out, within its own time limit.
     *
     * @return what was seen, in a few words or lines; may be empty
     */
    String run(Lab lab) throws CheckFailure, LabException, InterruptedException;
}
