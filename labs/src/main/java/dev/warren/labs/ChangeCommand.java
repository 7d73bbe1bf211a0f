package dev.warren.labs;

import dev.warren.labs.verb.LabVerbs;
import dev.warren.labs.verb.VerbHelp;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The verbs that change a lab which is up; steps of expect/ use them, too. */
@Command(mixinStandardHelpOptions = true)
final class ChangeCommand implements Callable<Integer> {
    private final Runner runner;
    private final String verb;

    @Mixin
    private final OneLab lab = new OneLab();

    private ChangeCommand(Runner runner, String verb) {
        this.runner = runner;
        this.verb = verb;
    }

    /** The command of a verb, with its help. */
    static CommandLine of(Runner runner, String verb) {
        CommandLine command =
                new CommandLine(new ChangeCommand(runner, verb)).setUnmatchedOptionsArePositionalParams(true);
        VerbHelp help = LabVerbs.help(verb);
        command.getCommandSpec()
                .usageMessage()
                .customSynopsis("labs/run " + verb + " [LAB] " + help.arguments())
                .description(help.description().toArray(String[]::new));
        return command;
    }

    @Override
    public Integer call() throws Exception {
        OneLab.Chosen chosen = lab.choose(runner, 1);
        List<String> words = new ArrayList<>(List.of(verb));
        words.addAll(chosen.words());
        runner.progress().plain(LabVerbs.run(chosen.lab(), words));
        return 0;
    }
}
