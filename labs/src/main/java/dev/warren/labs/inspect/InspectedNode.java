package dev.warren.labs.inspect;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.warren.labs.clab.ClabNode;
import dev.warren.labs.lab.Lab;
import dev.warren.labs.lab.LabException;
import dev.warren.labs.lab.NodeShell;
import dev.warren.labs.process.Output;
import dev.warren.labs.process.ProcessId;
import dev.warren.labs.verb.NodeState;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A node of a lab that is up.
 *
 * @param state {@code running}, {@code stopped} (its main process has ended), {@code frozen}, {@code up} (it has no main process) or
 *     {@code down}
 * @param pid of its first process, as the machine numbers it; 0 if it is down
 * @param mainPid of its main process; 0 if none runs
 * @param main the words of its main process; empty if it has none
 * @param interfaces of its network namespace, but {@code lo}
 */
public record InspectedNode(
        String name,
        String kind,
        String image,
        String state,
        long pid,
        long mainPid,
        List<String> main,
        List<Interface> interfaces) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * An interface.
     *
     * @param state as {@code ip link} has it: UP, DOWN, LOWERLAYERDOWN, UNKNOWN
     * @param addresses with their prefix lengths, both families
     */
    public record Interface(String name, String state, int mtu, List<String> addresses) {
        @Override
        public String toString() {
            return name + " " + state + (addresses.isEmpty() ? "" : " " + String.join(" ", addresses));
        }
    }

    static InspectedNode of(Lab lab, NodeShell node) throws LabException, IOException, InterruptedException {
        ClabNode described = Objects.requireNonNull(lab.topology().nodes().get(node.name()));
        Optional<ProcessId> init = lab.folder().init(node.name());
        return new InspectedNode(
                node.name(),
                described.kind().word(),
                described.image(),
                NodeState.of(lab, node).word(),
                init.map(ProcessId::pid).orElse(0L),
                node.main().map(ProcessId::pid).orElse(0L),
                node.mainWords(),
                init.isPresent() ? interfaces(node) : List.of());
    }

    private static List<Interface> interfaces(NodeShell node) throws LabException, InterruptedException {
        Output output = node.run("ip", "-j", "address");
        List<Interface> interfaces = new ArrayList<>();
        try {
            for (JsonNode each : JSON.readTree(output.out())) {
                if (!each.path("ifname").asText().equals("lo")) {
                    interfaces.add(read(each));
                }
            }
        } catch (JsonProcessingException e) {
            throw new LabException(node.name() + ": ip -j address: " + output.describe());
        }
        return interfaces;
    }

    private static Interface read(JsonNode each) {
        List<String> addresses = new ArrayList<>();
        each.path("addr_info")
                .forEach(address -> addresses.add(address.path("local").asText() + "/"
                        + address.path("prefixlen").asText()));
        return new Interface(
                each.path("ifname").asText(),
                each.path("operstate").asText(),
                each.path("mtu").asInt(),
                addresses);
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(name + "  " + state + (pid == 0 ? "" : "  pid " + pid)
                + (mainPid == 0 ? "" : "  main " + mainPid) + (image.isEmpty() ? "  " + kind : "  " + image));
        interfaces.forEach(each -> text.append("\n  ").append(each));
        return text.toString();
    }
}
