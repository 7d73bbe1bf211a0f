package dev.warren.labs.check;

import dev.warren.labs.lab.Lab;
import dev.warren.labs.lab.LabException;
import dev.warren.labs.lab.Progress;
import java.util.List;

/** What the runner knows of one lab beyond its file. */
public interface Scenario {
    /** The lab's name. */
    String lab();

    /** What is waited for after the lab is up; the first that fails ends the wait. */
    List<Step> convergence();

    /** The steps of {@code --check}, in order; each leaves the lab as it found it. */
    List<Step> checks();

    /** Prints what there is to see once the lab has converged. */
    void show(Lab lab, Progress progress) throws LabException, InterruptedException;

    /** Commands for the user to try next. */
    List<String> tryNext();
}
