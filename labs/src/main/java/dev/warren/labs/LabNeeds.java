package dev.warren.labs;

import dev.warren.labs.clab.ClabException;
import dev.warren.labs.clab.YamlDocument;
import dev.warren.labs.clab.YamlValue;
import dev.warren.labs.lab.NotHere;
import dev.warren.labs.process.HostCommand;
import dev.warren.labs.process.Output;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
        Path file = labFile.resolveSibling("needs.yml");
        if (!Files.exists(file)) {
            return;
        }
        List<String> missing = new ArrayList<>();
        for (YamlValue need : YamlDocument.read(file).items()) {
            unmet(need).ifPresent(missing::add);
        }
        if (!missing.isEmpty()) {
            throw new NotHere(String.join("; ", missing));
        }
    }

    private static Optional<String> unmet(YamlValue need) throws ClabException, IOException, InterruptedException {
        Map<String, YamlValue> entries = need.entries(KEYS);
        YamlValue run = entries.get("run");
        YamlValue otherwise = entries.get("else");
        if (run == null || otherwise == null) {
            throw need.error("a need has 'run' and 'else'", "write {run: COMMAND, else: WHAT IS MISSING THEN}");
        }
        Output output = HostCommand.run(List.of("sh", "-c", run.text()), LIMIT);
        return output.ok() ? Optional.empty() : Optional.of(otherwise.text());
    }
}
