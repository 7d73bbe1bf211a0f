package dev.warren.labs.check;

import dev.warren.labs.lab.Lab;
import dev.warren.labs.lab.LabException;
import dev.warren.labs.lab.Progress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Runs steps and prints each verdict as it is known. */
public final class Checklist {
    private final Lab lab;
    private final Progress progress;
    private final List<String> failed = new ArrayList<>();
    private int passed;

    public Checklist(Lab lab, Progress progress) {
        this.lab = lab;
        this.progress = progress;
    }

    /** Runs all steps, also after one has failed. */
    public void run(List<Step> steps) throws InterruptedException {
        for (Step step : steps) {
            run(step);
        }
    }

    /** Runs steps until one fails. */
    public boolean runWhilePassing(List<Step> steps) throws InterruptedException {
        for (Step step : steps) {
            if (!run(step)) {
                return false;
            }
        }
        return true;
    }

    private boolean run(Step step) throws InterruptedException {
        long start = System.nanoTime();
        try {
            String seen = step.run(lab);
            passed++;
            progress.line(
                    "ok      " + step.title() + took(start) + (seen.isEmpty() ? "" : "\n        " + indented(seen)));
            return true;
        } catch (CheckFailure | LabException | IllegalArgumentException e) {
            failed.add(step.title());
            progress.line(
                    "FAILED  " + step.title() + took(start) + "\n        " + indented(String.valueOf(e.getMessage())));
            return false;
        }
    }

    private static String indented(String text) {
        return text.strip().replace("\n", "\n        ");
    }

    private static String took(long start) {
        return String.format(Locale.ROOT, " (%.2f s)", (System.nanoTime() - start) / 1e9);
    }

    public int passed() {
        return passed;
    }

    /** The titles of the steps that failed. */
    public List<String> failed() {
        return List.copyOf(failed);
    }
}
