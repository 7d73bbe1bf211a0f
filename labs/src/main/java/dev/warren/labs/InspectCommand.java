package dev.warren.labs;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.warren.labs.inspect.Inspection;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code inspect}: what is there of a lab that is up. */
@Command(
        name = "inspect",
        description = "The nodes of a lab that is up, with their processes, interfaces and addresses, and its links.",
        customSynopsis = "labs/run inspect [-j] [LAB]",
        mixinStandardHelpOptions = true)
final class InspectCommand implements Callable<Integer> {
    private final Runner runner;

    @Option(
            names = {"-j", "--json"},
            description = "as JSON")
    private boolean json;

    @Mixin
    private final OneLab lab = new OneLab();

    InspectCommand(Runner runner) {
        this.runner = runner;
    }

    @Override
    public Integer call() throws Exception {
        Inspection inspection = Inspection.of(lab.choose(runner, 0).lab());
        runner.progress()
                .plain(
                        json
                                ? new ObjectMapper()
                                        .writerWithDefaultPrettyPrinter()
                                        .writeValueAsString(inspection)
                                : inspection.toString());
        return 0;
    }
}
