package dev.warren.labs;

import dev.warren.labs.clab.ClabException;
import dev.warren.labs.clab.YamlDocument;
import dev.warren.labs.clab.YamlValue;
import dev.warren.labs.lab.NotHere;
import dev.warren.labs.process.HostCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a lab needs of the machine beyond what its images stand for: {@code needs.yml} beside its file, a list of shell commands
 * that must succeed, each with what is missing if it doesn't.
 */
final class LabNeeds {
    private static final Set<String> KEYS = Set.of("run", "else");
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private LabNeeds() {}

    /**
     * Looks whether all of it is here.
     *
     * @throws NotHere if something isn't; the message says all that isn't
     */
    static void require(Path labFile) throws ClabException, NotHere, IOException, InterruptedException {
        List<String> missing = new ArrayList<>();
        for (Need need : read(labFile)) {
            if (!HostCommand.run(List.of("sh", "-c", need.run()), LIMIT).ok()) {
                missing.add(need.otherwise());
            }
        }
        if (!missing.isEmpty()) {
            throw new NotHere(String.join("; ", missing));
        }
    }

    /** A shell command that must succeed, and what is missing if it doesn't. */
    record Need(String run, String otherwise) {}

    /** Reads them; none where the lab has no such file. */
    static List<Need> read(Path labFile) throws ClabException, IOException {
        Path file = labFile.resolveSibling("needs.yml");
        List<Need> needs = new ArrayList<>();
        for (YamlValue need : Files.exists(file) ? YamlDocument.read(file).items() : List.<YamlValue>of()) {
            Map<String, YamlValue> entries = need.entries(KEYS);
            YamlValue run = entries.get("run");
            YamlValue otherwise = entries.get("else");
            if (run == null || otherwise == null) {
                throw need.error("a need has 'run' and 'else'", "write {run: COMMAND, else: WHAT IS MISSING THEN}");
            }
            needs.add(new Need(run.text(), otherwise.text()));
        }
        return needs;
    }
}
