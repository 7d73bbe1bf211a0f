package dev.warren.labs;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code up} and {@code check}. */
@Command(mixinStandardHelpOptions = true)
final class PlayCommand implements Callable<Integer> {
    private final Runner runner;
    private final boolean check;

    @Option(names = "--variant", paramLabel = "V", defaultValue = "", description = "a variant of variants.yml")
    private String variant = "";

    @Parameters(paramLabel = "LAB", description = "a lab's name, or the path of a .clab.yml")
    private String lab = "";

    PlayCommand(Runner runner, boolean check) {
        this.runner = runner;
        this.check = check;
    }

    @Override
    public Integer call() throws Exception {
        return runner.play(lab, variant, check) ? 0 : 1;
    }
}
