package dev.warren.labs;

import dev.warren.labs.check.LabExpectation;
import dev.warren.labs.check.Step;
import dev.warren.labs.check.Verbs;
import dev.warren.labs.clab.ClabException;
import dev.warren.labs.expect.ExpectFile;
import dev.warren.labs.lab.Lab;
import dev.warren.labs.lab.LabException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The steps of a lab's {@code expect/} folder.
 *
 * @param all in their order
 * @param converged those that the lab has to meet to count as converged
 */
record LabExpectations(List<Step> all, List<Step> converged) {

    /** Reads them; they fit the lab's nodes. */
    static LabExpectations of(Lab lab, Verbs verbs) throws ClabException, LabException, IOException {
        List<Step> all = new ArrayList<>();
        List<Step> converged = new ArrayList<>();
        for (var expected : ExpectFile.besideLab(lab.topology().file())) {
            LabExpectation step = new LabExpectation(expected, verbs);
            step.require(lab);
            all.add(step);
            if (expected.converged()) {
                converged.add(step);
            }
        }
        return new LabExpectations(List.copyOf(all), List.copyOf(converged));
    }
}
