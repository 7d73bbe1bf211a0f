package dev.warren.labs.check;

import dev.warren.labs.check.NodeCommands.NodeCommand;
import dev.warren.labs.clab.ClabException;
import dev.warren.labs.expect.Difference;
import dev.warren.labs.expect.Expectation;
import dev.warren.labs.expect.ExpectedStep;
import dev.warren.labs.expect.NodePattern;
import dev.warren.labs.lab.Lab;
import dev.warren.labs.lab.LabException;
import dev.warren.labs.process.Output;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Looks at a lab until all that a step expects holds at once. */
final class ExpectationRun {
    private static final Pause PAUSE = new Pause(Duration.ofMillis(100));
    private static final Duration COMMAND_LIMIT = Duration.ofSeconds(10);

    private final ExpectedStep step;
    private final NodeCommands commands;
    private final List<Item> all = new ArrayList<>();

    /** An expectation of one node. */
    record Item(Expectation expectation, NodeCommand command) {}

    /**
     * As one reads it.
     *
     * @throws ClabException if it names a node that the lab hasn't
     */
    ExpectationRun(ExpectedStep step, Lab lab) throws ClabException {
        this.step = step;
        Duration limit = step.within().compareTo(COMMAND_LIMIT) > 0 ? step.within() : COMMAND_LIMIT;
        commands = new NodeCommands(lab, limit);
        for (Expectation expectation : step.expectations()) {
            for (String node : NodePattern.among(
                    expectation.nodes(), lab.topology().nodes().keySet())) {
                all.add(new Item(expectation, new NodeCommand(node, expectation.command(node))));
            }
        }
    }

    /**
     * Waits. What has held once is looked at again when the rest holds, too.
     *
     * @return what still differs when the time is up; nothing if all of it holds
     */
    Map<Item, List<Difference>> await() throws LabException, InterruptedException {
        long deadline = System.nanoTime() + step.within().toNanos();
        Collection<Item> open = all;
        while (true) {
            long begun = System.nanoTime();
            Map<Item, List<Difference>> differing = look(open);
            if (!differing.isEmpty()) {
                if (System.nanoTime() - deadline > 0) {
                    return differing;
                }
                PAUSE.after(begun);
                open = differing.keySet();
            } else if (open.size() == all.size()) {
                return differing;
            } else {
                open = all;
            }
        }
    }

    /** Looks until the step's time to be steady is over, or something differs. */
    Map<Item, List<Difference>> stay() throws LabException, InterruptedException {
        long deadline = System.nanoTime() + step.steady().toNanos();
        while (System.nanoTime() - deadline < 0) {
            long begun = System.nanoTime();
            Map<Item, List<Difference>> differing = look(all);
            if (!differing.isEmpty()) {
                return differing;
            }
            PAUSE.after(begun);
        }
        return Map.of();
    }

    private Map<Item, List<Difference>> look(Collection<Item> items) throws LabException, InterruptedException {
        Map<NodeCommand, Output> outputs =
                commands.run(items.stream().map(Item::command).toList());
        Map<Item, List<Difference>> differing = new LinkedHashMap<>();
        for (Item item : items) {
            Output output = outputs.get(item.command());
            if (output != null) {
                List<Difference> differences = item.expectation().judge(output.status(), output.out(), output.err());
                if (!differences.isEmpty()) {
                    differing.put(item, differences);
                }
            }
        }
        return differing;
    }
}
