package dev.warren.labs.tworegions;

import dev.warren.labs.check.Await;
import dev.warren.labs.check.CheckFailure;
import dev.warren.labs.check.Step;
import dev.warren.labs.lab.Lab;
import dev.warren.labs.lab.LabException;

/** The site that speaks BGP has learned everything through its tunnel. */
final class ParisKnowsTheUpstreams implements Step {
    @Override
    public String title() {
        return "paris has the upstreams' and the other sites' prefixes by BGP through its tunnel";
    }

    @Override
    public String run(Lab lab) throws CheckFailure, LabException, InterruptedException {
        return Await.until(() -> {
            lab.requireMains();
            Sets.requireAll(
                    "BIRD at paris",
                    Names.union(Names.BERLIN_LAN, Names.BOSTON_LAN, Names.UPSTREAM_FRA, Names.UPSTREAM_NYC),
                    new Upstreams(lab).birdTable("paris", "fra"));
            return "";
        });
    }
}
