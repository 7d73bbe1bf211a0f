package dev.warren.labs.verb;

import dev.warren.labs.lab.Lab;
import dev.warren.labs.lab.LabException;
import java.io.IOException;
import java.util.List;

/** One verb that changes a lab which is up. */
interface LabVerb {
    /** What {@code --help} says. */
    VerbHelp help();

    /** Throws if these arguments mean nothing in this lab. */
    void require(Lab lab, List<String> arguments) throws LabException;

    /**
     * Does it; when it returns, it has taken effect.
     *
     * @return what was done, in a few words
     */
    String run(Lab lab, List<String> arguments) throws LabException, IOException, InterruptedException;
}
