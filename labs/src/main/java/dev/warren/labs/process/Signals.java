package dev.warren.labs.process;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Signals to processes. */
public final class Signals {
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private Signals() {}

    /** Sends a signal (TERM, KILL, STOP, CONT) to those that still live. */
    public static void send(String signal, Collection<ProcessId> processes) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("kill", "-s", signal, "--"));
        processes.stream().filter(ProcessId::isLive).forEach(process -> command.add(Long.toString(process.pid())));
        if (command.size() > 4) {
            HostCommand.run(command, LIMIT); // one that has ended meanwhile is no failure
        }
    }
}
