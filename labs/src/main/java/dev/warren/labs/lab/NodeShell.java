package dev.warren.labs.lab;

import dev.warren.labs.process.HostCommand;
import dev.warren.labs.process.Output;
import dev.warren.labs.process.ProcessId;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** A node that is up, and what one can do in it. Any thread; calls block until the command ends. */
public final class NodeShell {
    /** For commands that end by themselves soon: ample, for a busy machine too. */
    public static final Duration QUICK = Duration.ofSeconds(30);

    /** A variable in the environment of the main process, and so of all that it starts. */
    public static final String MAIN_MARK = "WARREN_LAB_MAIN=1";

    /** A variable in the environment of the relays of the node's links, which are no processes of the node's own. */
    public static final String RELAY_MARK = "WARREN_LAB_RELAY=1";

    /** The programs on the way to a node's command. */
    private static final Set<String> STARTERS = Set.of("nsenter", "env");

    /** How env(1) ends, as shells do, if what it should run isn't executable or isn't there. */
    private static final Set<Integer> NO_COMMAND = Set.of(126, 127);

    private static final Duration START_LIMIT = Duration.ofSeconds(20);

    private final String name;
    private final LabFolder folder;
    private final Map<String, String> environment;
    private final List<String> mainProcess;
    private volatile @Nullable Process launcher;

    NodeShell(String name, LabFolder folder, Map<String, String> environment, List<String> mainProcess) {
        this.name = name;
        this.folder = folder;
        this.environment = environment;
        this.mainProcess = mainProcess;
    }

    public String name() {
        return name;
    }

    /** Runs a command in the node, at most for {@link #QUICK}. */
    public Output run(String... words) throws LabException, InterruptedException {
        return run(QUICK, List.of(words));
    }

    /** Runs a command in the node; its standard input is empty. */
    public Output run(Duration limit, List<String> words) throws LabException, InterruptedException {
        try {
            return HostCommand.run(inside(words), limit);
        } catch (IOException e) {
            throw failed(words.getFirst(), e);
        }
    }

    /** The standard output of a command that must succeed. */
    public String output(String... words) throws LabException, InterruptedException {
        Output output = run(words);
        if (!output.ok()) {
            throw new CommandFailed(name + ": " + String.join(" ", words) + ": " + output.describe());
        }
        return output.out();
    }

    /** Starts a command with this terminal as its own; the caller waits for it. */
    public Process interactive(List<String> words) throws LabException {
        return interactive(words, ProcessBuilder.Redirect.INHERIT);
    }

    /** As above, with its standard output elsewhere. */
    public Process interactive(List<String> words, ProcessBuilder.Redirect output) throws LabException {
        try {
            return new ProcessBuilder(inside(words))
                    .inheritIO()
                    .redirectOutput(output)
                    .start();
        } catch (IOException e) {
            throw failed(words.getFirst(), e);
        }
    }

    /** Starts a command that goes on by itself; its output is appended to this file in the node's folder. */
    public ProcessId startInBackground(String log, List<String> words) throws LabException, InterruptedException {
        return firstChild(launch(log, words))
                .orElseThrow(
                        () -> new LabException(name + ": " + String.join(" ", words) + " ended at once\n" + tail(log)));
    }

    /** Answers the nsenter(1) that lives as long as the command and ends with its status. */
    private Process launch(String log, List<String> words) throws LabException {
        List<String> command = new ArrayList<>(List.of("setsid"));
        try {
            command.addAll(inside(words));
            return new ProcessBuilder(command)
                    .redirectInput(new File("/dev/null"))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(
                            folder.node(name).resolve(log).toFile()))
                    .start();
        } catch (IOException e) {
            throw failed(words.getFirst(), e);
        }
    }

    /** The command that it has started; empty if that has ended at once. */
    private static Optional<ProcessId> firstChild(Process nsenter) {
        long deadline = System.nanoTime() + START_LIMIT.toNanos();
        while (nsenter.isAlive() && System.nanoTime() - deadline < 0) {
            Optional<ProcessId> child = ProcessId.firstChild(nsenter.pid());
            if (child.isPresent()) {
                return child;
            }
            LockSupport.parkNanos(Duration.ofMillis(1).toNanos());
        }
        return Optional.empty();
    }

    /** The words of the main process; empty if there is none. */
    public List<String> mainWords() {
        return mainProcess;
    }

    /** True if the node's image or cmd names a main process. */
    public boolean hasMain() {
        return !mainProcess.isEmpty();
    }

    /** Starts the main process, again if it has ended; its output goes to main.log. It may have ended again when this returns. */
    public void startMain() throws LabException, InterruptedException {
        List<String> marked = new ArrayList<>(List.of("env", MAIN_MARK));
        marked.addAll(mainProcess);
        Process launched = launch("main.log", marked);
        launcher = launched;
        try {
            Files.writeString(
                    folder.mainFile(name),
                    firstChild(launched).map(ProcessId::toString).orElse(""));
        } catch (IOException e) {
            throw failed("main", e);
        }
    }

    /**
     * Waits until the main process that was started here is what it should be, or has ended; throws if that is because there is no such
     * command: it never ran.
     */
    void requireRunnable() throws LabException, InterruptedException {
        Process launched = launcher;
        if (launched == null) {
            return;
        }
        long deadline = System.nanoTime() + START_LIMIT.toNanos();
        while (launched.isAlive() && isStarting() && System.nanoTime() - deadline < 0) {
            Thread.sleep(2);
        }
        if (!launched.isAlive() && NO_COMMAND.contains(launched.exitValue())) {
            throw new LabException("the main process of " + name + " can't be run: " + String.join(" ", mainProcess)
                    + "\n" + tail("main.log"));
        }
    }

    /** True while the main process is still one of those that lead to its command, and while its end hasn't reached the launcher. */
    private boolean isStarting() throws LabException {
        Optional<ProcessId> main = main();
        return main.isEmpty() || main.get().program().filter(STARTERS::contains).isPresent();
    }

    /** The main process; empty if it isn't running. */
    public Optional<ProcessId> main() throws LabException {
        try {
            return folder.main(name);
        } catch (IOException e) {
            throw failed("main", e);
        }
    }

    /** The last lines of a log in the node's folder. */
    public String tail(String log) {
        Path file = folder.node(name).resolve(log);
        try {
            List<String> lines = Files.exists(file) ? Files.readAllLines(file) : List.of();
            return String.join("\n", lines.subList(Math.max(0, lines.size() - 15), lines.size()));
        } catch (IOException e) {
            return file + ": " + e.getMessage();
        }
    }

    /** All of a log in the node's folder; empty where there is none. */
    public String log(String log) throws LabException {
        Path file = folder.node(name).resolve(log);
        try {
            return Files.exists(file) ? Files.readString(file) : "";
        } catch (IOException e) {
            throw failed(log, e);
        }
    }

    /** True if this machine has what {@link #shiftClock} needs. */
    public static boolean canShiftClocks() throws IOException {
        return ClockShift.library().isPresent();
    }

    /** Shifts the time of day for what is started from now on, by so many seconds. */
    public void shiftClock(long seconds) throws IOException {
        clock().set(seconds);
    }

    private ClockShift clock() {
        return new ClockShift(folder.node(name).resolve("clock"));
    }

    private List<String> inside(List<String> words) throws LabException, IOException {
        ProcessId init = folder.init(name).orElseThrow(() -> new LabException("node " + name + " is not up"));
        List<String> command = new ArrayList<>(
                List.of("nsenter", "-t", Long.toString(init.pid()), "-a", "-r", "--", "env", "-i", "--chdir=/"));
        environment.forEach((key, value) -> command.add(key + "=" + value));
        clock().environment().forEach((key, value) -> command.add(key + "=" + value));
        command.addAll(words);
        return command;
    }

    private LabException failed(String what, IOException e) {
        return new LabException(name + ": " + what + ": " + e.getMessage());
    }
}
