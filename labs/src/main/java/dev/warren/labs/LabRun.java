package dev.warren.labs;

import dev.warren.labs.check.Checklist;
import dev.warren.labs.check.MainsRun;
import dev.warren.labs.check.Scenario;
import dev.warren.labs.check.Step;
import dev.warren.labs.check.Verbs;
import dev.warren.labs.clab.ClabException;
import dev.warren.labs.lab.Lab;
import dev.warren.labs.lab.LabDown;
import dev.warren.labs.lab.LabException;
import dev.warren.labs.lab.Progress;
import dev.warren.labs.verb.LabVerbs;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** A lab that is up: waiting until it has converged, and checking it. */
record LabRun(Lab lab, Optional<Scenario> scenario, LabExpectations expectations, Progress progress) {

    /** Reads what the lab has to meet; it need not be up yet. */
    static LabRun of(Lab lab, Progress progress) throws ClabException, LabException, IOException {
        return new LabRun(lab, Scenarios.of(lab.name()), LabExpectations.of(lab, new ShownVerbs(progress)), progress);
    }

    /**
     * Waits, and says what to try next. The lab stays up.
     *
     * @param name what the user calls it
     */
    boolean converge(String name) throws LabException, InterruptedException {
        Checklist checklist = new Checklist(lab, progress);
        boolean converged = false;
        try {
            converged = convergeScenario(checklist) && checklist.runWhilePassing(expectations.converged());
            if (converged && checklist.passed() > 0) {
                progress.line("converged");
            }
            if (converged && scenario.isPresent()) {
                scenario.get().show(lab, progress);
            }
        } catch (InterruptedException e) {
            progress.plain("\nThe lab stays up; labs/run down " + name + " takes it down.");
            throw e;
        }
        lab.endedMains().forEach(progress::line);
        progress.plain("\nThe lab is up. Try next:");
        tryNext(name).forEach(command -> progress.plain("  " + command));
        return converged;
    }

    /** Runs every step, takes the lab down and gives the verdict. */
    boolean check() throws LabException, IOException, InterruptedException {
        Checklist checklist = new Checklist(lab, progress);
        try {
            if (scenario.isEmpty() && expectations.all().isEmpty()) {
                checklist.run(List.of(new MainsRun()));
            } else if (convergeScenario(checklist)) {
                checkScenario(checklist);
                checkExpectations(checklist);
            }
        } finally {
            Thread.interrupted(); // else reading the lab's files fails
            LabDown.down(lab.folder());
            progress.line("down; the logs are in " + lab.folder().path());
        }
        boolean passed = checklist.failed().isEmpty();
        checklist.failed().forEach(title -> progress.plain("FAILED: " + title));
        progress.plain(
                checklist.passed() + " steps passed, " + checklist.failed().size() + " failed in "
                        + progress.elapsed().toSeconds() + " s: " + (passed ? "PASSED" : "FAILED"));
        return passed;
    }

    private boolean convergeScenario(Checklist checklist) throws LabException, InterruptedException {
        boolean passed =
                scenario.isEmpty() || checklist.runWhilePassing(scenario.get().convergence());
        if (!passed) {
            new FailureLogs(lab, progress).print();
        }
        return passed;
    }

    /** All its steps, also after one has failed. */
    private void checkScenario(Checklist checklist) throws LabException, InterruptedException {
        if (scenario.isPresent()) {
            checklist.run(scenario.get().checks());
            if (!checklist.failed().isEmpty()) {
                new FailureLogs(lab, progress).print();
            }
        }
    }

    /** All of them in their order; a lab that hasn't converged isn't checked further. */
    private void checkExpectations(Checklist checklist) throws InterruptedException {
        for (Step step : expectations.all()) {
            boolean passed = checklist.runWhilePassing(List.of(step));
            if (!passed && expectations.converged().contains(step)) {
                return;
            }
        }
    }

    private List<String> tryNext(String name) {
        return scenario.map(Scenario::tryNext)
                .orElseGet(() -> List.of(
                        "labs/run exec " + name + " "
                                + lab.nodes().iterator().next().name() + " ip -br address",
                        "labs/run down " + name + "   (takes everything down)"));
    }

    /** The runner's verbs; what they do is told. */
    private record ShownVerbs(Progress progress) implements Verbs {
        @Override
        public void require(Lab lab, List<String> words) throws LabException {
            LabVerbs.require(lab, words);
        }

        @Override
        public void run(Lab lab, List<String> words) throws LabException, IOException, InterruptedException {
            progress.line(LabVerbs.run(lab, words));
        }
    }
}
