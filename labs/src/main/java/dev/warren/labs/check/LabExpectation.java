package dev.warren.labs.check;

import dev.warren.labs.check.NodeCommands.NodeCommand;
import dev.warren.labs.clab.ClabException;
import dev.warren.labs.expect.Action;
import dev.warren.labs.expect.Difference;
import dev.warren.labs.expect.ExpectedStep;
import dev.warren.labs.expect.NodePattern;
import dev.warren.labs.lab.Lab;
import dev.warren.labs.lab.LabException;
import dev.warren.labs.process.Output;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A step of a lab's {@code expect/} folder, run on the lab. Its {@code after} is done whatever happens. */
public record LabExpectation(ExpectedStep step, Verbs verbs) implements Step {
    private static final Duration ACTION_LIMIT = Duration.ofSeconds(60);

    @Override
    public String title() {
        return step.title();
    }

    /** Throws if the step names a node that the lab hasn't, or a verb that there isn't. */
    public void require(Lab lab) throws ClabException, LabException {
        step.requireNodes(lab.topology().nodes().keySet());
        for (List<Action> actions : List.of(step.before(), step.after())) {
            for (Action action : actions) {
                if (action instanceof Action.OnLab onLab) {
                    try {
                        verbs.require(lab, onLab.words());
                    } catch (LabException e) {
                        throw new LabException(onLab.place() + ": " + e.getMessage());
                    }
                }
            }
        }
    }

    @Override
    public String run(Lab lab) throws CheckFailure, LabException, InterruptedException {
        String failures;
        try {
            for (Action action : step.before()) {
                act(lab, action);
            }
            expect(lab);
            failures = undo(lab);
        } catch (CheckFailure | LabException | RuntimeException e) {
            failures = undo(lab);
            if (failures.isEmpty()) {
                throw e;
            }
            throw new CheckFailure(e.getMessage() + "\n" + failures);
        } catch (InterruptedException e) {
            undo(lab);
            throw e;
        }
        if (!failures.isEmpty()) {
            throw new CheckFailure(failures);
        }
        return "";
    }

    private void act(Lab lab, Action action) throws CheckFailure, LabException, InterruptedException {
        switch (action) {
            case Action.InNodes inNodes -> {
                NodeCommands commands = new NodeCommands(lab, ACTION_LIMIT);
                Map<NodeCommand, Output> outputs = commands.run(nodes(lab, inNodes).stream()
                        .map(node -> new NodeCommand(node, inNodes.command(node)))
                        .toList());
                for (Map.Entry<NodeCommand, Output> output : outputs.entrySet()) {
                    if (!output.getValue().ok()) {
                        throw new CheckFailure(inNodes.place() + ": " + output.getKey() + ": "
                                + output.getValue().describe());
                    }
                }
            }
            case Action.OnLab onLab -> {
                try {
                    verbs.run(lab, onLab.words());
                } catch (LabException | IOException e) {
                    throw new CheckFailure(onLab.place() + ": " + onLab + ": " + e.getMessage());
                }
            }
        }
    }

    /** What couldn't be undone; empty if all could. */
    private String undo(Lab lab) throws InterruptedException {
        List<String> failures = new ArrayList<>();
        for (Action action : step.after()) {
            try {
                act(lab, action);
            } catch (CheckFailure | LabException e) {
                failures.add("not undone: " + e.getMessage());
            }
        }
        return String.join("\n", failures);
    }

    private void expect(Lab lab) throws CheckFailure, LabException, InterruptedException {
        ExpectationRun run;
        try {
            run = new ExpectationRun(step, lab);
        } catch (ClabException e) {
            throw new LabException(String.valueOf(e.getMessage()));
        }
        Map<ExpectationRun.Item, List<Difference>> differing = run.await();
        if (!differing.isEmpty()) {
            throw new CheckFailure(
                    "after " + shown(step.within()) + ":\n" + ExpectationReport.of(lab, differing, changed(lab)));
        }
        differing = run.stay();
        if (!differing.isEmpty()) {
            throw new CheckFailure("it held, but not for " + shown(step.steady()) + ":\n"
                    + ExpectationReport.of(lab, differing, changed(lab)));
        }
    }

    /** The nodes that the step's actions are about. */
    private Set<String> changed(Lab lab) throws LabException {
        Set<String> changed = new LinkedHashSet<>();
        for (Action action : step.before()) {
            switch (action) {
                case Action.InNodes inNodes -> changed.addAll(nodes(lab, inNodes));
                case Action.OnLab onLab ->
                    lab.topology().nodes().keySet().stream()
                            .filter(node -> onLab.words().stream()
                                    .anyMatch(word -> word.equals(node) || word.startsWith(node + ":")))
                            .forEach(changed::add);
            }
        }
        return changed;
    }

    private static List<String> nodes(Lab lab, Action.InNodes action) throws LabException {
        try {
            return NodePattern.among(action.nodes(), lab.topology().nodes().keySet());
        } catch (ClabException e) {
            throw new LabException(String.valueOf(e.getMessage()));
        }
    }

    private static String shown(Duration time) {
        return time.toMillis() % 1000 == 0 ? time.toSeconds() + " s" : time.toMillis() + " ms";
    }
}
