package dev.warren.labs.check;

import dev.warren.labs.expect.Difference;
import dev.warren.labs.lab.Lab;
import dev.warren.labs.lab.LabException;
import dev.warren.labs.lab.NodeShell;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What one reads when a step's expectations aren't met: the differences, and the ends of the logs of the nodes concerned. */
final class ExpectationReport {
    private static final int MAX_ITEMS = 8;
    private static final int MAX_DIFFERENCES = 5;
    private static final int MAX_LOGS = 4;

    private final StringBuilder text = new StringBuilder();
    private final Lab lab;

    private ExpectationReport(Lab lab) {
        this.lab = lab;
    }

    /**
     * As text of several lines.
     *
     * @param changed nodes whose logs say something, too: those that the step's actions are about
     */
    static String of(Lab lab, Map<ExpectationRun.Item, List<Difference>> differing, Set<String> changed)
            throws LabException {
        ExpectationReport report = new ExpectationReport(lab);
        report.differences(differing);
        Set<String> concerned = new LinkedHashSet<>();
        differing.keySet().forEach(item -> concerned.add(item.command().node()));
        concerned.addAll(changed);
        report.logs(concerned);
        return report.text.toString();
    }

    private void differences(Map<ExpectationRun.Item, List<Difference>> differing) {
        int items = 0;
        for (Map.Entry<ExpectationRun.Item, List<Difference>> entry : differing.entrySet()) {
            if (items++ == MAX_ITEMS) {
                text.append("and ").append(differing.size() - MAX_ITEMS).append(" more\n");
                return;
            }
            ExpectationRun.Item item = entry.getKey();
            text.append(relative(item.expectation().place()))
                    .append(": ")
                    .append(item.command())
                    .append('\n');
            List<Difference> differences = entry.getValue();
            differences.stream()
                    .limit(MAX_DIFFERENCES)
                    .forEach(difference -> text.append("    ")
                            .append(difference.toString().replace("\n", "\n    "))
                            .append('\n'));
            if (differences.size() > MAX_DIFFERENCES) {
                text.append("    and ")
                        .append(differences.size() - MAX_DIFFERENCES)
                        .append(" more\n");
            }
        }
    }

    private void logs(Set<String> nodes) throws LabException {
        int logs = 0;
        for (String name : nodes) {
            NodeShell node = lab.node(name);
            if (node.hasMain() && logs++ < MAX_LOGS) {
                text.append("log of ")
                        .append(name)
                        .append(node.main().isPresent() ? " (running):\n    " : " (ENDED):\n    ")
                        .append(node.tail("main.log").replace("\n", "\n    "))
                        .append('\n');
            }
        }
    }

    private String relative(String place) {
        Path folder = lab.topology().folder();
        return place.startsWith(folder + "/")
                ? place.substring(folder.toString().length() + 1)
                : place;
    }
}
