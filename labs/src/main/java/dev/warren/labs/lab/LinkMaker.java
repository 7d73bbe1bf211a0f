package dev.warren.labs.lab;

import dev.warren.labs.clab.ClabLink;
import dev.warren.labs.clab.ClabNode;
import dev.warren.labs.clab.NodeKind;
import dev.warren.labs.process.HostCommand;
import dev.warren.labs.process.Output;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Makes bridges, veth pairs and dummies in the namespaces that are there, brings them up, and gives them their addresses. */
final class LinkMaker {
    private final Lab lab;

    LinkMaker(Lab lab) {
        this.lab = lab;
    }

    void makeAll() throws LabException, IOException, InterruptedException {
        List<ClabNode> bridges = lab.topology().nodes().values().stream()
                .filter(node -> node.kind() == NodeKind.BRIDGE)
                .toList();
        InParallel.forEach(InParallel.BUSY, bridges, this::bridge);
        InParallel.forEach(InParallel.BUSY, lab.topology().links(), this::pair);
        InParallel.forEach(InParallel.BUSY, lab.topology().dummies(), this::dummy);
    }

    private void bridge(ClabNode node) throws LabException, IOException, InterruptedException {
        ip(node.name(), List.of("link", "add", "name", node.bridge(), "type", "bridge"));
        ip(node.name(), List.of("link", "set", node.bridge(), "up"));
    }

    private void pair(ClabLink link) throws LabException, IOException, InterruptedException {
        List<String> add = new ArrayList<>(List.of("link", "add"));
        add.addAll(described(link.a(), link.mtu(), link.settingsOfA()));
        add.addAll(List.of("type", "veth", "peer"));
        add.addAll(described(link.b(), link.mtu(), link.settingsOfB()));
        add.addAll(List.of("netns", init(link.b().node())));
        ip(link.a().node(), add);
        up(link.a(), link.settingsOfA());
        up(link.b(), link.settingsOfB());
    }

    private void dummy(ClabLink.Dummy dummy) throws LabException, IOException, InterruptedException {
        List<String> add = new ArrayList<>(List.of("link", "add"));
        add.addAll(described(dummy.end(), dummy.mtu(), dummy.settings()));
        add.add("type");
        Output output = tryIp(dummy.end().node(), with(add, "dummy"));
        if (output.err().contains("Unknown device type")) {
            output = tryIp(dummy.end().node(), with(add, "ifb")); // it swallows what it is sent, too
        }
        requireOk(output, dummy.end().node(), with(add, "dummy"));
        up(dummy.end(), dummy.settings());
    }

    private static List<String> with(List<String> words, String last) {
        List<String> all = new ArrayList<>(words);
        all.add(last);
        return all;
    }

    private static List<String> described(ClabLink.End end, int mtu, ClabLink.Settings settings) {
        List<String> words = new ArrayList<>(List.of("name", end.interfaceName(), "mtu", Integer.toString(mtu)));
        settings.mac().ifPresent(mac -> words.addAll(List.of("address", mac)));
        return words;
    }

    private void up(ClabLink.End end, ClabLink.Settings settings)
            throws LabException, IOException, InterruptedException {
        ClabNode node = Objects.requireNonNull(lab.topology().nodes().get(end.node()));
        List<String> set = new ArrayList<>(List.of("link", "set", end.interfaceName()));
        if (node.kind() == NodeKind.BRIDGE) {
            set.addAll(List.of("master", node.bridge()));
        }
        set.add("up");
        ip(end.node(), set);
        for (String address : settings.addresses()) {
            List<String> add = new ArrayList<>(List.of("address", "add", address, "dev", end.interfaceName()));
            if (address.contains(":")) {
                add.add("nodad");
            }
            ip(end.node(), add);
        }
    }

    private void ip(String node, List<String> words) throws LabException, IOException, InterruptedException {
        requireOk(tryIp(node, words), node, words);
    }

    private Output tryIp(String node, List<String> words) throws LabException, IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("nsenter", "-t", init(node), "-n", "ip"));
        command.addAll(words);
        return HostCommand.run(command, NodeShell.QUICK);
    }

    private static void requireOk(Output output, String node, List<String> words) throws LabException {
        if (!output.ok()) {
            throw new LabException("node " + node + ": ip " + String.join(" ", words) + ": " + output.describe());
        }
    }

    private String init(String node) throws LabException, IOException {
        return Long.toString(lab.folder()
                .init(node)
                .orElseThrow(() -> new LabException("node " + node + " has died"))
                .pid());
    }
}
