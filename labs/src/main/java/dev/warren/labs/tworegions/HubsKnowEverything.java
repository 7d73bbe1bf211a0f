package dev.warren.labs.tworegions;

import dev.warren.labs.check.Await;
import dev.warren.labs.check.CheckFailure;
import dev.warren.labs.check.Step;
import dev.warren.labs.lab.Lab;
import dev.warren.labs.lab.LabException;
import dev.warren.net.Prefix;
import java.util.SortedSet;

/** Both hubs have routes to all sites and all upstream prefixes. */
final class HubsKnowEverything implements Step {
    @Override
    public String title() {
        return "the overlay tables of fra and nyc hold every site's and upstream's prefix";
    }

    @Override
    public String run(Lab lab) throws CheckFailure, LabException, InterruptedException {
        SortedSet<Prefix> all = Names.union(Names.sites(), Names.UPSTREAM_FRA, Names.UPSTREAM_NYC);
        return Await.until(() -> {
            lab.requireMains();
            for (String name : new String[] {"fra", "nyc"}) {
                Hub hub = Hub.of(lab, name);
                hub.requireRoutes(all);
            }
            return all.size() + " prefixes in each";
        });
    }
}
