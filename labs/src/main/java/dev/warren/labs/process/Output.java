package dev.warren.labs.process;

/**
 * What a command has said.
 *
 * @param status its exit status; 124 if its time was up and it was killed
 * @param out its standard output
 * @param err its standard error
 */
public record Output(int status, String out, String err) {
    /** The status of a command that had to be stopped, as timeout(1) reports it. */
    public static final int TIMED_OUT = 124;

    public boolean ok() {
        return status == 0;
    }

    /** Both outputs and the status, for messages. */
    public String describe() {
        String text = (out + err).strip();
        return (text.isEmpty() ? "no output" : text) + " (exit status " + status + ")";
    }
}
