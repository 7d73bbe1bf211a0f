package dev.warren.labs;

import dev.warren.labs.lab.LabDown;
import dev.warren.labs.lab.LabException;
import dev.warren.labs.lab.LabFolder;
import dev.warren.labs.lab.Places;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code down}: also what a killed runner has left. */
@Command(
        name = "down",
        aliases = "destroy",
        description = "Takes a lab down, whatever became of its runner; its logs stay.",
        mixinStandardHelpOptions = true)
final class DownCommand implements Callable<Integer> {
    private static final String NOTHING = "nothing was up";

    private final Runner runner;

    @Option(names = "--all", description = "all labs that are up, those that labs/test plays among them")
    private boolean all;

    @Parameters(paramLabel = "LAB", arity = "0..1", description = "its name or file; not needed where only one is up")
    private Optional<String> lab = Optional.empty();

    DownCommand(Runner runner) {
        this.runner = runner;
    }

    @Override
    public Integer call() throws Exception {
        Places places = runner.places();
        List<String> up = places.up();
        List<String> ofTests = places.ofTests().up();
        if (lab.isPresent()) {
            down(runner, runner.folder(lab.get()));
        } else if (all || up.size() <= 1) {
            downAll(places, up);
            if (up.isEmpty()) {
                runner.progress().line(NOTHING);
            }
        } else {
            throw new LabException("several labs are up: name one of " + String.join(", ", up) + ", or --all");
        }
        if (all && lab.isEmpty()) {
            downAll(places.ofTests(), ofTests);
        } else if (up.isEmpty() && !ofTests.isEmpty()) {
            runner.progress()
                    .line("labs/test plays " + String.join(", ", ofTests)
                            + ", or was killed in the midst of it: then labs/run down --all takes it down");
        }
        return 0;
    }

    private void downAll(Places where, List<String> names) throws LabException, IOException {
        for (String name : names) {
            down(runner, where.folder(name));
        }
    }

    static void down(Runner runner, LabFolder folder) throws LabException, IOException {
        int nodes = LabDown.down(folder);
        runner.progress().line(nodes == 0 ? NOTHING : nodes + " nodes taken down; their logs are in " + folder.path());
    }
}
