package dev.warren.labs.lab;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;

/** Lines of what happens, each with the seconds since the start. Any thread. */
public final class Progress {
    private final PrintStream out;
    private final long started = System.nanoTime();

    public Progress(PrintStream out) {
        this.out = out;
    }

    /** One line at the present time; further lines of the text are indented below it. */
    public void line(String text) {
        String indented = text.strip().replace("\n", "\n           ");
        out.println(String.format(Locale.ROOT, "%7.2f s  %s", elapsed().toMillis() / 1000.0, indented));
        out.flush();
    }

    /** Text as it is. */
    public void plain(String text) {
        out.println(text);
        out.flush();
    }

    public Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - started);
    }
}
