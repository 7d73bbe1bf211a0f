package dev.warren.labs;

import dev.warren.labs.lab.Lab;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code validate}: reads everything that a lab consists of, and plays nothing. */
@Command(
        name = "validate",
        description = {
            "Reads a lab's file in each of its variants, its expect/ folder and its needs, and plays nothing.",
            "Errors and warnings name file, line and column. Needs no root."
        },
        mixinStandardHelpOptions = true)
final class ValidateCommand implements Callable<Integer> {
    private final Runner runner;

    @Parameters(paramLabel = "LAB", description = "a lab's name, or the path of a .clab.yml")
    private String lab = "";

    ValidateCommand(Runner runner) {
        this.runner = runner;
    }

    @Override
    public Integer call() throws Exception {
        Path file = runner.files().find(lab);
        Map<String, Map<String, String>> variants = LabFiles.variants(file);
        List<Map<String, String>> all = new ArrayList<>(List.of(Map.of()));
        all.addAll(variants.values());
        Set<String> warnings = new LinkedHashSet<>();
        String summary = "";
        for (Map<String, String> variables : all) {
            Lab read = Lab.read(file, variables, runner.places());
            warnings.addAll(read.topology().warnings());
            LabRun run = LabRun.of(read, runner.progress());
            summary = file + ": valid; " + read.nodes().size() + " nodes, "
                    + read.topology().links().size() + " links, "
                    + run.expectations().all().size() + " steps in expect/, " + variants.size() + " variants";
        }
        LabNeeds.read(file);
        warnings.forEach(runner.progress()::plain);
        runner.progress().plain(summary);
        return 0;
    }
}
