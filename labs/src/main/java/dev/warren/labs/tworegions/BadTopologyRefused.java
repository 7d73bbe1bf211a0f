package dev.warren.labs.tworegions;

import dev.warren.labs.check.CheckFailure;
import dev.warren.labs.check.Step;
import dev.warren.labs.lab.Lab;
import dev.warren.labs.lab.LabException;
import dev.warren.labs.lab.NodeShell;
import dev.warren.labs.process.Output;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** A topology with a mistake is refused before anything is touched: tried in a node that has nothing of Warren's yet. */
final class BadTopologyRefused implements Step {
    private static final Pattern PLACE = Pattern.compile("topology\\.yaml:\\d+:\\d+");
    private static final String NODE = "host-boston";

    /** What is wrong, the text to replace, and by what. */
    private record Mistake(String what, String right, String wrong) {}

    private static final List<Mistake> MISTAKES = List.of(
            new Mistake("wrong key", "mtu: 1420", "mtv: 1420"),
            new Mistake("duplicate prefix", "[10.80.32.0/24, ", "[10.80.32.0/24, 10.80.32.0/24, "),
            new Mistake("unknown reference", "boston:\n    hub: nyc", "boston:\n    hub: nyx"),
            new Mistake("overlapping authority", "[10.80.32.0/24, ", "[10.80.16.0/25, "));

    @Override
    public String title() {
        return "a bad topology is refused with its place, before anything is touched";
    }

    @Override
    public String run(Lab lab) throws CheckFailure, LabException, InterruptedException {
        NodeShell node = lab.node(NODE);
        String before = state(node);
        List<String> seen = new ArrayList<>();
        for (Mistake mistake : MISTAKES) {
            Path file = write(lab, mistake);
            Output output =
                    node.run(Hub.of(lab, "nyc").launcher(), "run", "--topology", file.toString(), "--node", "nyc");
            String said = output.err() + output.out();
            var place = PLACE.matcher(said);
            if (output.ok() || output.status() == Output.TIMED_OUT || !place.find()) {
                throw new CheckFailure(
                        mistake.what() + " should be refused with FILE:LINE:COLUMN: " + output.describe());
            }
            seen.add(mistake.what() + ": "
                    + said.substring(place.start()).lines().findFirst().orElse(""));
            if (!state(node).equals(before)) {
                throw new CheckFailure(mistake.what() + ": was refused, but has changed the node: " + state(node));
            }
        }
        return String.join("\n", seen);
    }

    private static String state(NodeShell node) throws LabException, InterruptedException {
        return node.output(
                "sh",
                "-c",
                "ip -o link | cut -d: -f2; ip rule; ip -6 rule; nft list tables; ls /run/wireguard 2>/dev/null || true");
    }

    /** The lab's own topology with one mistake, in the node's folder of logs; its keys are reached by a link. */
    private static Path write(Lab lab, Mistake mistake) throws LabException {
        Path right = lab.topology().folder();
        Path folder = lab.folder().node(NODE).resolve("bad-topology");
        try {
            String text = Files.readString(right.resolve("topology.yaml"));
            String wrong = text.replace(mistake.right(), mistake.wrong());
            if (wrong.equals(text)) {
                throw new LabException("the topology has no '" + mistake.right() + "' to spoil");
            }
            Files.createDirectories(folder);
            Path keys = folder.resolve("keys");
            if (!Files.isSymbolicLink(keys)) {
                Files.createSymbolicLink(keys, right.resolve("keys"));
            }
            return Files.writeString(folder.resolve("topology.yaml"), wrong);
        } catch (IOException e) {
            throw new LabException(folder + ": " + e.getMessage());
        }
    }
}
