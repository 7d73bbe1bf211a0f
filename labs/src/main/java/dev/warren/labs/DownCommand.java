package dev.warren.labs;

import dev.warren.labs.lab.LabDown;
import dev.warren.labs.lab.LabException;
import dev.warren.labs.lab.LabFolder;
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
    private final Runner runner;

    @Option(names = "--all", description = "all labs that are up here")
    private boolean all;

    @Parameters(paramLabel = "LAB", arity = "0..1", description = "its name or file; not needed where only one is up")
    private Optional<String> lab = Optional.empty();

    DownCommand(Runner runner) {
        this.runner = runner;
    }

    @Override
    public Integer call() throws Exception {
        List<String> up = runner.up();
        if (!all && lab.isEmpty() && up.size() > 1) {
            throw new LabException("several labs are up: name one of " + String.join(", ", up) + ", or --all");
        }
        if (lab.isPresent()) {
            down(runner, runner.folder(lab.get()));
        } else {
            for (String name : up) {
                down(runner, runner.places().folder(name));
            }
            if (up.isEmpty()) {
                runner.progress().line("nothing was up");
            }
        }
        return 0;
    }

    static void down(Runner runner, LabFolder folder) throws LabException, IOException {
        int nodes = LabDown.down(folder);
        runner.progress()
                .line(nodes == 0 ? "nothing was up" : nodes + " nodes taken down; their logs are in " + folder.path());
    }
}
