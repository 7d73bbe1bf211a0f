package dev.warren.labs;

import dev.warren.labs.clab.ClabException;
import dev.warren.labs.lab.Lab;
import dev.warren.labs.lab.LabDown;
import dev.warren.labs.lab.LabException;
import dev.warren.labs.lab.LabFolder;
import dev.warren.labs.lab.LabPlayer;
import dev.warren.labs.lab.LabState;
import dev.warren.labs.lab.NotHere;
import dev.warren.labs.lab.Places;
import dev.warren.labs.lab.Progress;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The command {@code labs/run}. Exit status: 0 done, 1 a check failed or the lab can't be played, 2 wrong usage, 3 this machine lacks what the lab needs. */
@Command(
        name = "labs/run",
        description = "Plays containerlab topologies in network namespaces, without Docker.",
        mixinStandardHelpOptions = true,
        usageHelpWidth = 110,
        sortOptions = false,
        separator = " ",
        synopsisHeading = "Usage: ",
        customSynopsis = {
            "labs/run [--variant V] NAME           play the lab, wait until it has converged, leave it up",
            "       labs/run [--variant V] --check NAME   play it, check everything, take it down",
            "       labs/run --exec NAME NODE CMD...      run a command in a node",
            "       labs/run --down NAME                  take it down",
            "       labs/run --list                       the labs and their variants"
        })
public final class Main implements Callable<Integer> {

    private static final int MACHINE_LACKS = 3;
    private static final int INTERRUPTED = 130;

    @ArgGroup(exclusive = true)
    private Action action = new Action();

    /** What to do; none of them means play. */
    static final class Action {
        @Option(names = "--check", description = "end with a verdict and take everything down")
        boolean check;

        @Option(names = "--down", description = "take the lab down, whatever became of its runner")
        boolean down;

        @Option(names = "--exec", description = "run a command in a node of a lab that is up")
        boolean exec;

        @Option(names = "--list", description = "list the labs")
        boolean list;
    }

    @Option(
            names = "--variant",
            paramLabel = "V",
            defaultValue = "",
            description = "a variant from the lab's variants.yml")
    private String variant = "";

    @Parameters(
            paramLabel = "NAME",
            arity = "0..*",
            description = "a lab's name, or the path of a .clab.yml; then NODE CMD...")
    private List<String> words = List.of();

    private final Places places;
    private final LabFiles files;
    private final Progress progress = new Progress(System.out);

    private Main(Places places) {
        this.places = places;
        this.files = new LabFiles(places);
    }

    /**
     * A signal (Ctrl-C, SIGTERM) ends the command as a failure would: what is half up or being checked is taken down. The system property {@code warren.root} is the source tree; without it the working directory is. {@code warren.running} is
     * another folder than its {@code labs} for what runs.
     */
    public static void main(String[] arguments) {
        Places tree = Places.of(Path.of(System.getProperty("warren.root", "")));
        String running = System.getProperty("warren.running");
        Places places = running == null ? tree : new Places(tree.labs(), Path.of(running));
        CommandLine command = new CommandLine(new Main(places))
                .setStopAtPositional(true)
                .setExecutionExceptionHandler((e, line, result) -> {
                    if (e instanceof InterruptedException || e instanceof ClosedByInterruptException) {
                        System.err.println("labs/run: interrupted");
                        return INTERRUPTED;
                    }
                    if (e instanceof NotHere) {
                        System.err.println("labs/run: this machine lacks what the lab needs: " + e.getMessage());
                        return MACHINE_LACKS;
                    }
                    if (e instanceof LabException || e instanceof ClabException || e instanceof IOException) {
                        System.err.println("labs/run: " + e.getMessage());
                        return 1;
                    }
                    throw e;
                });
        EndOnSignal.run(() -> command.execute(arguments));
    }

    @Override
    public Integer call() throws ClabException, LabException, IOException, InterruptedException {
        if (action.list) {
            list();
            return 0;
        }
        if (words.isEmpty() || (words.size() > 1 && !action.exec) || (words.size() < 3 && action.exec)) {
            CommandLine.usage(this, System.err);
            return 2;
        }
        if (action.down) {
            return down();
        }
        return action.exec ? exec() : play();
    }

    private void list() throws ClabException, IOException {
        for (String name : files.names()) {
            Path file = files.places().labs().resolve(name).resolve(name + ".clab.yml");
            String variants = String.join(", ", LabFiles.variants(file).keySet());
            progress.plain(name
                    + (places.folder(name).isUp() ? "  (up)" : "")
                    + (variants.isEmpty() ? "" : "  variants: " + variants));
        }
    }

    private int down() throws ClabException, LabException, IOException {
        LabFolder folder = folder();
        int nodes = LabDown.down(folder);
        progress.line(nodes == 0 ? "nothing was up" : nodes + " nodes taken down; their logs are in " + folder.path());
        return 0;
    }

    /** The folder of the lab, also where its file is gone or can't be read any more. */
    private LabFolder folder() throws ClabException, LabException, IOException {
        LabFolder byName = places.folder(words.getFirst());
        if (Files.isDirectory(byName.path())) {
            return byName;
        }
        return Lab.read(files.find(words.getFirst()), Map.of(), places).folder();
    }

    private int exec() throws ClabException, LabException, IOException, InterruptedException {
        LabFolder folder = folder();
        if (!folder.isUp()) {
            throw new LabException("lab " + words.getFirst() + " is not up: labs/run " + words.getFirst());
        }
        LabState state = LabState.read(folder.state());
        Lab lab = Lab.read(Path.of(state.file()), state.variables(), places);
        return lab.node(words.get(1))
                .interactive(words.subList(2, words.size()))
                .waitFor();
    }

    private int play() throws ClabException, LabException, IOException, InterruptedException {
        Path file = files.find(words.getFirst());
        Map<String, String> variables = LabFiles.variant(file, variant);
        LabNeeds.require(file);
        Lab lab = Lab.read(file, variables, places);
        LabRun run = LabRun.of(lab, progress);
        progress.line("lab " + lab.name() + (variant.isEmpty() ? "" : ", variant " + variant) + " from " + file);
        new LabPlayer(lab, places, progress).play(variables);
        boolean good = action.check ? run.check() : run.converge(words.getFirst());
        return good ? 0 : 1;
    }
}
