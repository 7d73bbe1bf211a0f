package dev.warren.labs.process;

/** A command that has this terminal. */
public final class Foreground {
    private Foreground() {}

    /**
     * Waits for its end and answers its exit status. If this thread is interrupted, as a signal to the runner does, it is ended with all
     * that it has started.
     */
    public static int await(Process process) throws InterruptedException {
        try {
            return process.waitFor();
        } finally {
            process.descendants().forEach(ProcessHandle::destroy);
            process.destroy();
        }
    }
}
