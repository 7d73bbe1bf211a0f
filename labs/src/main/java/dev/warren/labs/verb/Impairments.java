package dev.warren.labs.verb;

import dev.warren.labs.clab.ClabLink;
import dev.warren.labs.lab.Lab;
import dev.warren.labs.lab.LabException;
import java.io.IOException;

/** What is done to the links of a lab that is up. */
public final class Impairments {
    private Impairments() {}

    /** What is done to the frames that an end of a link sends; empty for nothing. */
    public static String of(Lab lab, ClabLink.End end) throws LabException, IOException {
        ImpairedEnd impaired = new ImpairedEnd(new LinkEnd(lab, end));
        return impaired.isCut() ? "down" : impaired.impairment().orElse("");
    }
}
