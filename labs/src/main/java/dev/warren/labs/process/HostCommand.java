package dev.warren.labs.process;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs commands on the machine itself. */
public final class HostCommand {
    /** How long the outputs are read after the command has ended. */
    static final Duration LINGER = Duration.ofSeconds(2);

    private HostCommand() {}

    /**
     * Runs to the end and collects the output; standard input is empty. After the limit, or when this thread is interrupted, the process is killed.
     * What it has left running may hold its outputs open: of that, what is said within {@link #LINGER} counts.
     *
     * @throws IOException if it can't be started
     */
    public static Output run(List<String> command, Duration limit) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).start();
        process.getOutputStream().close();
        OutputCollector out = new OutputCollector(process.getInputStream());
        OutputCollector err = new OutputCollector(process.getErrorStream());
        boolean ended = false;
        try {
            ended = process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
        } finally {
            if (!ended) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
            }
        }
        if (!ended) {
            process.waitFor();
        }
        long deadline = System.nanoTime() + LINGER.toNanos();
        return new Output(ended ? process.exitValue() : Output.TIMED_OUT, out.until(deadline), err.until(deadline));
    }
}
