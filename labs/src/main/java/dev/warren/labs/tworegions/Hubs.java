package dev.warren.labs.tworegions;

import dev.warren.labs.check.Await;
import dev.warren.labs.check.CheckFailure;
import dev.warren.labs.lab.Lab;
import dev.warren.labs.lab.LabException;
import dev.warren.net.Prefix;
import java.time.Duration;
import java.util.SortedSet;

/** Both hubs, and what they held when a step began. */
record Hubs(Hub fra, Hub nyc, Hub.Snapshot fraBefore, Hub.Snapshot nycBefore) {
    static Hubs of(Lab lab) throws LabException, InterruptedException {
        Hub fra = Hub.of(lab, "fra");
        Hub nyc = Hub.of(lab, "nyc");
        return new Hubs(fra, nyc, fra.snapshot(), nyc.snapshot());
    }

    /** Throws unless both are as they were. */
    void requireSame() throws CheckFailure, LabException, InterruptedException {
        require(fraBefore, nycBefore);
    }

    /** Waits until both are as they were, while every node's main process lives. */
    void awaitSame(Duration limit) throws CheckFailure, LabException, InterruptedException {
        await(limit, fraBefore, nycBefore);
    }

    /** Waits until each hub lacks these prefixes and is else as it was, while every node's main process lives. */
    void awaitWithout(Duration limit, SortedSet<Prefix> fraLoses, SortedSet<Prefix> nycLoses)
            throws CheckFailure, LabException, InterruptedException {
        await(limit, fraBefore.without(fraLoses), nycBefore.without(nycLoses));
    }

    private void await(Duration limit, Hub.Snapshot fraExpected, Hub.Snapshot nycExpected)
            throws CheckFailure, LabException, InterruptedException {
        Await.until(limit, () -> {
            fra.lab().requireMains();
            require(fraExpected, nycExpected);
            return "";
        });
    }

    private void require(Hub.Snapshot fraExpected, Hub.Snapshot nycExpected)
            throws CheckFailure, LabException, InterruptedException {
        Sets.requireSame("fra", fraExpected, fra.snapshot());
        Sets.requireSame("nyc", nycExpected, nyc.snapshot());
    }
}
