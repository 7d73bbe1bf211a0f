package dev.warren.labs;

import dev.warren.labs.process.Foreground;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code exec} and {@code shell}: this terminal becomes the command's. Ends with its exit status. */
@Command(mixinStandardHelpOptions = true)
final class ExecCommand implements Callable<Integer> {
    private static final List<String> SHELL = List.of("sh", "-c", "exec \"$(command -v bash || command -v sh)\" -i");

    private final Runner runner;
    private final boolean shell;

    @Mixin
    private final OneLab lab = new OneLab();

    ExecCommand(Runner runner, boolean shell) {
        this.runner = runner;
        this.shell = shell;
    }

    @Override
    public Integer call() throws Exception {
        OneLab.Chosen chosen = lab.choose(runner, shell ? 1 : 2);
        List<String> words = chosen.words();
        int first = words.size() > 2 && words.get(1).equals("--") ? 2 : 1;
        return Foreground.await(
                chosen.lab().node(words.getFirst()).interactive(shell ? SHELL : words.subList(first, words.size())));
    }
}
