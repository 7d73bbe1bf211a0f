package dev.warren.labs.check;

import dev.warren.labs.lab.Lab;
import dev.warren.labs.lab.LabException;
import java.io.IOException;
import java.util.List;

/** The runner's verbs, as steps use them on the lab that they check. */
public interface Verbs {
    /**
     * Throws if the lab can't do this: no such verb, node or interface.
     *
     * @param words the verb and its arguments, without the lab's name
     */
    void require(Lab lab, List<String> words) throws LabException;

    /** Does it; when it returns, it has taken effect. */
    void run(Lab lab, List<String> words) throws LabException, IOException, InterruptedException;
}
