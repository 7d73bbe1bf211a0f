package dev.warren.programs;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A program on this JVM's class path that labs start over and over, each time as a process of its own. From the fourth start on it
 * begins with an archive of what the first one has loaded ({@link ClassArchive}): that takes a third less of the processor. Any
 * thread.
 */
public final class JavaProgram {
    /** An archive takes as much as ten starts save; who tries a single test doesn't wait for it. */
    private static final int STARTS_WITHOUT = 3;

    private final String main;
    private final List<String> options;
    private final ClassArchive archive;
    private int starts;

    /** @param options of Java, the same for each start */
    public JavaProgram(Class<?> main, String... options) {
        this.main = main.getName();
        // C1 alone: a lab is over before C2 has paid for itself.
        List<String> all = new ArrayList<>(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
        all.addAll(List.of("--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow"));
        all.addAll(List.of(options));
        this.options = List.copyOf(all);
        this.archive = new ClassArchive(main.getSimpleName(), classPath(), this.options);
    }

    /** The command of the next start but for the program's own arguments; with more options of Java for this one. */
    public synchronized List<String> command(String... more) {
        List<String> command = new ArrayList<>(List.of(java()));
        command.addAll(options);
        command.addAll(List.of(more));
        Optional<List<String>> archived = archive.options(starts >= STARTS_WITHOUT);
        command.addAll(archived.orElseGet(() -> List.of("-cp", classPath())));
        if (archived.isEmpty() && starts == 0) {
            command.add(archive.recording());
        }
        starts++;
        command.add(main);
        return command;
    }

    static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    /** All of it, however surefire hands it over. */
    private static String classPath() {
        return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    }
}
