package dev.warren.labs;

import dev.warren.labs.clab.ClabException;
import dev.warren.labs.lab.Lab;
import dev.warren.labs.lab.LabException;
import dev.warren.labs.lab.NotHere;
import dev.warren.labs.lab.Places;
import dev.warren.labs.lab.Progress;
import dev.warren.labs.lab.UsageError;
import dev.warren.labs.process.Foreground;
import dev.warren.labs.verb.LabVerbs;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The command {@code labs/run}, with its verbs, and its first form: options in their place. */
@Command(
        name = "labs/run",
        description = "Plays containerlab topologies in network namespaces, without Docker.",
        mixinStandardHelpOptions = true,
        usageHelpWidth = 110,
        sortOptions = false,
        separator = " ",
        synopsisHeading = "Usage: ",
        customSynopsis = {
            "labs/run [--variant V] LAB            play the lab, wait until it has converged, leave it up",
            "       labs/run [--variant V] --check LAB    play it, check everything, take it down",
            "       labs/run --exec LAB NODE CMD...       run a command in a node",
            "       labs/run --down LAB                   take it down",
            "       labs/run --list                       the labs and their variants",
            "       labs/run VERB ...                     as below; labs/run VERB --help says more"
        },
        commandListHeading = "%nVerbs:%n",
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:done",
            "1:a check failed, or the lab can't be played",
            "2:wrong usage",
            "3:this machine lacks what the lab needs",
            "130:interrupted"
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
            paramLabel = "LAB",
            arity = "0..*",
            description = "a lab's name, or the path of a .clab.yml; then NODE CMD...")
    private List<String> words = List.of();

    private final Runner runner;

    private Main(Runner runner) {
        this.runner = runner;
    }

    /**
     * A signal (Ctrl-C, SIGTERM) ends the command as a failure would: what is half up or being checked is taken down. The system property
     * {@code warren.root} is the source tree; without it the working directory is. {@code warren.running} is another folder than its
     * {@code labs} for what runs.
     */
    public static void main(String[] arguments) {
        Places tree = Places.of(Path.of(System.getProperty("warren.root", "")));
        String running = System.getProperty("warren.running");
        Places places = running == null ? tree : new Places(tree.labs(), Path.of(running));
        CommandLine command = commandLine(new Runner(places, new Progress(System.out)));
        EndOnSignal.run(() -> command.execute(arguments));
    }

    static CommandLine commandLine(Runner runner) {
        CommandLine command = new CommandLine(new Main(runner))
                .addSubcommand("validate", new ValidateCommand(runner))
                .addSubcommand(
                        "up", described(new PlayCommand(runner, false), "Plays a lab and leaves it up."), "deploy")
                .addSubcommand("check", described(new PlayCommand(runner, true), "Plays, checks and takes it down."))
                .addSubcommand("list", new ListCommand(runner))
                .addSubcommand("inspect", new InspectCommand(runner))
                .addSubcommand(
                        "exec",
                        node(new ExecCommand(runner, false), "exec [LAB] NODE CMD...", "Runs a command in a node."))
                .addSubcommand("shell", node(new ExecCommand(runner, true), "shell [LAB] NODE", "A shell in a node."))
                .addSubcommand("capture", new CaptureCommand(runner));
        for (String verb : LabVerbs.names()) {
            command.addSubcommand(verb, ChangeCommand.of(runner, verb));
        }
        command.addSubcommand("down", new DownCommand(runner)).addSubcommand(new CommandLine.HelpCommand());
        command.setUsageHelpWidth(110);
        withoutVersion(command);
        return command.setStopAtPositional(true).setExecutionExceptionHandler((e, failed, _) -> status(e, failed));
    }

    /** The runner is the source tree's; it has no version of its own. */
    private static void withoutVersion(CommandLine command) {
        CommandSpec spec = command.getCommandSpec();
        OptionSpec version = spec.findOption("--version");
        if (version != null) {
            spec.remove(version);
        }
        command.getSubcommands().values().forEach(Main::withoutVersion);
    }

    private static CommandLine described(Object command, String description) {
        CommandLine line = new CommandLine(command);
        line.getCommandSpec().usageMessage().description(description);
        return line;
    }

    private static CommandLine node(ExecCommand command, String synopsis, String description) {
        CommandLine line = described(command, description);
        line.getCommandSpec().usageMessage().customSynopsis("labs/run " + synopsis);
        return line;
    }

    private static int status(Exception e, CommandLine failed) throws Exception {
        return switch (e) {
            case InterruptedException _, ClosedByInterruptException _ -> {
                System.err.println("labs/run: interrupted");
                yield INTERRUPTED;
            }
            case NotHere lacking -> {
                System.err.println("labs/run: this machine lacks what the lab needs: " + lacking.getMessage());
                yield MACHINE_LACKS;
            }
            case UsageError usage -> {
                System.err.println("labs/run: " + usage.getMessage() + "\n"
                        + failed.getHelp().fullSynopsis().stripTrailing());
                yield CommandLine.ExitCode.USAGE;
            }
            case LabException _, ClabException _ -> {
                System.err.println("labs/run: " + e.getMessage());
                yield 1;
            }
            case NoSuchFileException missing -> {
                System.err.println("labs/run: there is no file " + missing.getFile());
                yield 1;
            }
            case AccessDeniedException denied -> {
                System.err.println("labs/run: " + denied.getFile() + ": permission denied");
                yield 1;
            }
            case IOException _ -> {
                System.err.println("labs/run: " + e.getMessage());
                yield 1;
            }
            default -> throw e;
        };
    }

    @Override
    public Integer call() throws ClabException, LabException, IOException, InterruptedException {
        if (action.list) {
            ListCommand.entries(runner).forEach(entry -> runner.progress().plain(entry.toString()));
            return 0;
        }
        if (words.isEmpty() || (words.size() > 1 && !action.exec) || (words.size() < 3 && action.exec)) {
            CommandLine.usage(commandLine(runner), System.err);
            return 2;
        }
        String first = words.getFirst();
        if (action.down) {
            DownCommand.down(runner, runner.folder(first));
            return 0;
        }
        if (action.exec) {
            Lab lab = runner.running(first);
            return Foreground.await(lab.node(words.get(1)).interactive(words.subList(2, words.size())));
        }
        return runner.play(first, variant, action.check) ? 0 : 1;
    }
}
