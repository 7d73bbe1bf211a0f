package dev.warren.labs;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.warren.labs.clab.ClabException;
import dev.warren.labs.lab.LabState;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code list}: the labs of the source tree, and whatever else is up. */
@Command(name = "list", description = "The labs and their variants, and which are up.", mixinStandardHelpOptions = true)
final class ListCommand implements Callable<Integer> {
    private final Runner runner;

    @Option(
            names = {"-j", "--json"},
            description = "as JSON")
    private boolean json;

    ListCommand(Runner runner) {
        this.runner = runner;
    }

    /**
     * A lab as it is listed.
     *
     * @param file its topology file
     * @param variants the names of its variants
     */
    record Entry(String name, String file, List<String> variants, boolean up) {
        @Override
        public String toString() {
            return name
                    + (up ? "  (up)" : "")
                    + (variants.isEmpty() ? "" : "  variants: " + String.join(", ", variants));
        }
    }

    @Override
    public Integer call() throws Exception {
        List<Entry> entries = entries(runner);
        if (json) {
            runner.progress()
                    .plain(new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(entries));
        } else {
            entries.forEach(entry -> runner.progress().plain(entry.toString()));
        }
        return 0;
    }

    static List<Entry> entries(Runner runner) throws ClabException, IOException {
        List<String> up = new ArrayList<>(runner.up());
        List<Entry> entries = new ArrayList<>();
        for (String name : runner.files().names()) {
            Path file = runner.places().labs().resolve(name).resolve(name + ".clab.yml");
            entries.add(new Entry(
                    name, file.toString(), List.copyOf(LabFiles.variants(file).keySet()), up.remove(name)));
        }
        for (String name : up) {
            String file = LabState.read(runner.places().folder(name).state()).file();
            entries.add(new Entry(name, file, List.of(), true));
        }
        return entries;
    }
}
