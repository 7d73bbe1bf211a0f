package dev.warren.labs.verb;

import dev.warren.labs.impair.Diversion;
import dev.warren.labs.impair.Impairment;
import dev.warren.labs.impair.Relay;
import dev.warren.labs.lab.LabException;
import dev.warren.labs.lab.NodeShell;
import dev.warren.labs.process.ProcessId;
import dev.warren.labs.process.Signals;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/**
 * One end of a link and its relay, which the file {@code impair-INTERFACE} in the node's folder tells of. The relay is a process of the node,
 * so that it ends with it.
 */
record ImpairedEnd(LinkEnd end) {
    private static final Duration START_LIMIT = Duration.ofSeconds(20);

    /**
     * What the file says.
     *
     * @param relay the relay's process
     * @param tap its TAP interface
     * @param impairment in its text form
     */
    record State(ProcessId relay, String tap, String impairment) {
        static State parse(List<String> lines) {
            return new State(ProcessId.parse(lines.get(0)), lines.get(1), lines.get(2));
        }

        List<String> lines() {
            return List.of(relay.toString(), tap, impairment);
        }
    }

    /** The impairment of what this end sends; empty for none. */
    Optional<String> impairment() throws LabException, IOException {
        return state().map(State::impairment);
    }

    /** Impairs what this end sends, in place of an earlier impairment. */
    void impair(Impairment impairment) throws LabException, IOException, InterruptedException {
        Optional<State> before = state();
        int index = end.index();
        String tap = "impair" + index;
        if (before.isPresent() && before.get().tap().equals(tap)) {
            tap = "impaired" + index;
        }
        State state = new State(start(index, tap, impairment), tap, impairment.toString());
        Files.write(file(), state.lines());
        if (before.isPresent()) {
            end(before.get().relay());
        }
    }

    private ProcessId start(int index, String tap, Impairment impairment)
            throws LabException, IOException, InterruptedException {
        NodeShell node = end.node();
        String log = "impair-" + end.interfaceName() + ".log";
        int logged = node.log(log).length();
        List<String> command = new ArrayList<>(List.of(
                "env",
                NodeShell.RELAY_MARK,
                "nice", // on time on a busy machine, too
                "-n",
                "-20",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                Relay.class.getName(),
                end.interfaceName(),
                Integer.toString(index),
                tap));
        command.addAll(List.of(impairment.toString().split(" ", -1)));
        ProcessId relay = node.startInBackground(log, command);
        long deadline = System.nanoTime() + START_LIMIT.toNanos();
        while (!node.log(log).substring(logged).contains("ready " + tap)) {
            if (!relay.isLive() || System.nanoTime() - deadline > 0) {
                relay.kill();
                throw new LabException(end + ": the relay did not start\n" + node.tail(log));
            }
            LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
        }
        return relay;
    }

    /** Ends the impairment of what this end sends; what is on its way is lost. */
    void clear() throws LabException, IOException, InterruptedException {
        Optional<State> state = state();
        if (state.isPresent()) {
            nft(Diversion.removeImpairment(end.index()));
            end(state.get().relay());
            Files.deleteIfExists(file());
        }
    }

    /** Lets nothing pass in either direction. */
    void cut() throws LabException, IOException, InterruptedException {
        Files.writeString(cutFile(), "");
        nft(Diversion.cut(end.index(), end.interfaceName()));
    }

    /** Undoes {@link #cut}. */
    void join() throws LabException, IOException, InterruptedException {
        if (isCut()) {
            nft(Diversion.join(end.index()));
            Files.delete(cutFile());
        }
    }

    /** True between {@link #cut} and {@link #join}. */
    boolean isCut() throws LabException {
        return Files.exists(cutFile());
    }

    private Path cutFile() throws LabException {
        return folder().resolve("cut-" + end.interfaceName());
    }

    private void nft(String script) throws LabException, InterruptedException {
        end.node().output("sh", "-c", "echo '" + script + "' | nft -f -");
    }

    /** Until it is dead, its TAP interface is there. */
    private static void end(ProcessId relay) throws LabException, IOException, InterruptedException {
        Signals.send("KILL", List.of(relay));
        long deadline = System.nanoTime() + START_LIMIT.toNanos();
        while (relay.isLive()) {
            if (System.nanoTime() - deadline > 0) {
                throw new LabException("relay " + relay.pid() + " does not die");
            }
            LockSupport.parkNanos(Duration.ofMillis(2).toNanos());
        }
    }

    private Optional<State> state() throws LabException, IOException {
        return Files.exists(file()) ? Optional.of(State.parse(Files.readAllLines(file()))) : Optional.empty();
    }

    private Path file() throws LabException {
        return folder().resolve("impair-" + end.interfaceName());
    }

    private Path folder() throws LabException {
        return end.lab().folder().node(end.node().name());
    }
}
