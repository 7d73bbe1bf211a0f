package dev.warren.labs.verb;

import dev.warren.labs.lab.Lab;
import dev.warren.labs.lab.LabException;
import dev.warren.labs.lab.NodeShell;
import dev.warren.labs.lab.NotHere;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The packets at an end of a link, by tcpdump, or by tshark where there is none. */
public final class Capture {
    private final LinkEnd end;
    private final Optional<Path> file;
    private final Optional<Integer> count;

    private Capture(LinkEnd end, Optional<Path> file, Optional<Integer> count) {
        this.end = end;
        this.file = file;
        this.count = count;
    }

    /**
     * A capture.
     *
     * @param text {@code NODE:INTERFACE}
     * @param file where packets are written as pcap, {@code -} for the standard output; empty to show them as text
     * @param count after how many it ends; empty for when it is interrupted
     */
    public static Capture at(Lab lab, String text, Optional<Path> file, Optional<Integer> count) throws LabException {
        return new Capture(LinkEnd.parse(lab, text), file, count);
    }

    /**
     * Starts it with this terminal as its own.
     *
     * @param filter in the language of pcap-filter(7); empty for all packets
     */
    public Process start(List<String> filter) throws LabException, IOException, InterruptedException {
        boolean tcpdump = has("tcpdump");
        if (!tcpdump && !has("tshark")) {
            throw new NotHere("tcpdump or tshark: apt-get install tcpdump");
        }
        List<String> command =
                new ArrayList<>(List.of(tcpdump ? "tcpdump" : "tshark", "-n", "-i", end.interfaceName()));
        command.addAll(tcpdump ? List.of("-U", "-Z", "root") : List.of("-Q"));
        count.ifPresent(packets -> command.addAll(List.of("-c", packets.toString())));
        if (file.isPresent()) {
            command.addAll(tcpdump ? List.of("-w", "-") : List.of("-F", "pcap", "-w", "-"));
        } else {
            command.add("-l");
        }
        if (!filter.isEmpty()) {
            command.addAll(tcpdump ? filter : List.of("-f", String.join(" ", filter)));
        }
        ProcessBuilder.Redirect output = file.filter(path -> !path.toString().equals("-"))
                .map(path -> ProcessBuilder.Redirect.to(path.toFile()))
                .orElse(ProcessBuilder.Redirect.INHERIT);
        return end.node().interactive(command, output);
    }

    private boolean has(String program) throws LabException, InterruptedException {
        NodeShell node = end.node();
        return node.run("sh", "-c", "command -v " + program).ok();
    }
}
