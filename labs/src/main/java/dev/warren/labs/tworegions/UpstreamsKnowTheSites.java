package dev.warren.labs.tworegions;

import dev.warren.labs.check.Await;
import dev.warren.labs.check.CheckFailure;
import dev.warren.labs.check.Step;
import dev.warren.labs.lab.Lab;
import dev.warren.labs.lab.LabException;

/** The sites' prefixes have reached routers of other makers. */
final class UpstreamsKnowTheSites implements Step {
    @Override
    public String title() {
        return "FRR's and BIRD's own tables hold the prefixes of berlin, paris and boston";
    }

    @Override
    public String run(Lab lab) throws CheckFailure, LabException, InterruptedException {
        Upstreams upstreams = new Upstreams(lab);
        return Await.until(() -> {
            lab.requireMains();
            Sets.requireAll("FRR at upstream-fra", Names.sites(), upstreams.frrTable());
            Sets.requireAll("BIRD at upstream-nyc", Names.sites(), upstreams.birdTable("upstream-nyc", "nyc"));
            return "";
        });
    }
}
