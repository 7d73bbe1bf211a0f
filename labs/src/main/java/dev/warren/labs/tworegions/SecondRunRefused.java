package dev.warren.labs.tworegions;

import dev.warren.labs.check.CheckFailure;
import dev.warren.labs.check.Step;
import dev.warren.labs.lab.Lab;
import dev.warren.labs.lab.LabException;
import dev.warren.labs.lab.NodeShell;
import dev.warren.labs.process.Output;

/** Two routers for one node would fight over its tables. */
final class SecondRunRefused implements Step {
    @Override
    public String title() {
        return "a second warren run for fra says so and exits, and changes nothing";
    }

    @Override
    public String run(Lab lab) throws CheckFailure, LabException, InterruptedException {
        Hub fra = Hub.of(lab, "fra");
        Hub.Snapshot before = fra.snapshot();
        Output second = fra.node().run(NodeShell.QUICK, fra.node().mainWords());
        String said = (second.err() + second.out()).strip();
        if (second.ok() || second.status() == Output.TIMED_OUT || !said.contains("already")) {
            throw new CheckFailure("it should fail with a message that says 'already': " + second.describe());
        }
        Sets.requireSame("fra", before, fra.snapshot());
        lab.requireMains();
        return said.lines().toList().getLast() + " (exit status " + second.status() + ")";
    }
}
