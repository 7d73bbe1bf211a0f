package dev.warren.topology.check;

import dev.warren.topology.schema.Draft;
import dev.warren.topology.source.Problems;

/** All checks, one after the other. */
public final class Checks {
    private Checks() {}

    /** Adds all that doesn't fit together in a draft to the problems. */
    public static void run(Draft draft, Problems problems) {
        Findings findings = new Findings(draft, problems);
        ReferenceCheck.run(findings);
        UniqueCheck.run(findings);
        PrefixCheck.run(findings);
        AddressCheck.run(findings);
        EndpointCheck.run(findings);
        UpstreamCheck.run(findings);
        LinkCheck.run(findings);
    }
}
