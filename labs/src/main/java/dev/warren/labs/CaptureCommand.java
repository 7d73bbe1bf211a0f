package dev.warren.labs;

import dev.warren.labs.process.Foreground;
import dev.warren.labs.verb.Capture;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code capture}: what passes at an end of a link. */
@Command(
        name = "capture",
        description = "Shows what passes at an end of a link, by tcpdump or tshark.",
        customSynopsis = "labs/run capture [-w FILE] [-c N] [LAB] NODE:INTERFACE [FILTER...]",
        footer = {"", "labs/run capture -w - fra:eth1 udp port 51820 | wireshark -k -i -"},
        mixinStandardHelpOptions = true)
final class CaptureCommand implements Callable<Integer> {
    private final Runner runner;

    @Option(names = "-w", paramLabel = "FILE", description = "write packets there as pcap; - is the standard output")
    private Optional<Path> file = Optional.empty();

    @Option(names = "-c", paramLabel = "N", description = "end after so many packets")
    private Optional<Integer> count = Optional.empty();

    @Mixin
    private final OneLab lab = new OneLab();

    CaptureCommand(Runner runner) {
        this.runner = runner;
    }

    @Override
    public Integer call() throws Exception {
        OneLab.Chosen chosen = lab.choose(runner, 1);
        return Foreground.await(Capture.at(chosen.lab(), chosen.words().getFirst(), file, count)
                .start(chosen.words().subList(1, chosen.words().size())));
    }
}
