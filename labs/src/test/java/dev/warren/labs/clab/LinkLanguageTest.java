package dev.warren.labs.clab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.warren.topology.Problem;
import dev.warren.topology.source.SourceText;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Brief and extended links. */
final class LinkLanguageTest {
    private static final String NODES = """
            name: x
            topology:
              defaults: {kind: linux, image: i}
              nodes:
                a: {}
                b: {}
                none: {network-mode: none}
                side: {network-mode: "container:a"}
              # the links are
              # indented
              links:
            """;

    @Test
    void aBriefLinkHasContainerlabsMtuUnlessItNamesOne() throws ClabException {
        ClabTopology topology = parse("""
                - endpoints: ["a:eth1", "b:eth1"]
                - endpoints: ["a:eth2", "b:eth2"]
                  mtu: 1500
                """);
        assertEquals("a:eth1 -- b:eth1", topology.links().getFirst().toString());
        assertEquals(9500, topology.links().getFirst().mtu());
        assertEquals(1500, topology.links().getLast().mtu());
    }

    @Test
    void addressesOfABriefLinkAreForItsEndsInOrder() throws ClabException {
        ClabLink link = parse("""
                - endpoints: ["a:eth1", "b:eth1"]
                  ipv4: ["192.0.2.1/30", "192.0.2.2/30"]
                  ipv6: ["", "2001:db8::2/64"]
                  vars: {cost: 5}
                  labels: {x: y}
                """).links().getFirst();
        assertEquals(List.of("192.0.2.1/30"), link.settingsOfA().addresses());
        assertEquals(
                List.of("192.0.2.2/30", "2001:db8::2/64"), link.settingsOfB().addresses());
    }

    @Test
    void anExtendedLinkSaysMoreOfItsEnds() throws ClabException {
        ClabLink link = parse("""
                - type: veth
                  mtu: 1400
                  endpoints:
                    - {node: a, interface: eth1, mac: "02:00:00:00:00:01", ipv4: 192.0.2.1/30, ipv6: "2001:db8::1/64"}
                    - {node: b, interface: to-a, vars: {x: 1}}
                """).links().getFirst();
        assertEquals(new ClabLink.End("b", "to-a"), link.b());
        assertEquals(1400, link.mtu());
        assertEquals(Optional.of("02:00:00:00:00:01"), link.settingsOfA().mac());
        assertEquals(
                List.of("192.0.2.1/30", "2001:db8::1/64"), link.settingsOfA().addresses());
        assertEquals(Optional.empty(), link.settingsOfB().mac());
    }

    @Test
    void hostLinksEndInTheNodeThatStandsForTheMachine() throws ClabException {
        ClabTopology topology = parse("""
                - endpoints: ["a:eth1", "host:a-eth1"]
                - type: host
                  endpoint: {node: b, interface: eth1}
                  host-interface: b-eth1
                """);
        assertEquals("host:a-eth1", topology.links().getFirst().b().toString());
        assertEquals("host:b-eth1", topology.links().getLast().b().toString());
        assertTrue(topology.nodes().containsKey("host"));
    }

    @Test
    void aDummyHasOneEnd() throws ClabException {
        ClabTopology topology = parse("""
                - type: dummy
                  endpoint: {node: a, interface: dum0, ipv6: "2001:db8::1/128"}
                """);
        assertEquals("a:dum0", topology.dummies().getFirst().end().toString());
        assertEquals(
                List.of("2001:db8::1/128"),
                topology.dummies().getFirst().settings().addresses());
        assertEquals(List.of(), topology.links());
    }

    @Test
    void whatCanNotBePlayedIsSaid() {
        assertTrue(problem("- {type: macvlan, endpoint: {node: a, interface: eth1}, host-interface: x}")
                .message()
                .contains("'macvlan' can't be played"));
        assertTrue(
                problem("- endpoints: [\"a:eth1\", \"mgmt-net:x\"]").message().contains("'mgmt-net'"));
        assertTrue(problem("- {type: vet, endpoints: []}").remedy().startsWith("did you mean 'veth'?"));
    }

    @Test
    void eth0IsTheManagementInterfaceUnlessThereIsNone() throws ClabException {
        assertTrue(problem("- endpoints: [\"a:eth0\", \"b:eth1\"]").message().contains("management"));
        assertEquals(
                1, parse("- endpoints: [\"none:eth0\", \"b:eth1\"]").links().size());
    }

    @Test
    void interfacesOfOneNamespaceHaveDifferentNames() {
        Problem problem = problem("""
                - endpoints: ["a:eth1", "b:eth1"]
                - endpoints: ["side:eth1", "b:eth2"]
                """);
        assertTrue(problem.message().contains("as a:eth1, in the same network namespace"), problem.toString());
    }

    @Test
    void badValuesAreErrorsWithTheirPlace() {
        Problem problem = problem("- endpoints: [\"a:eth1\", \"b:eth1\"]\n  ipv4: [\"192.0.2.1\"]");
        assertTrue(problem.message().contains("192.0.2.1"), problem.toString());
        assertEquals(13, problem.line());
        assertTrue(problem("- endpoints: [\"a:eth1\", \"b:eth1\"]\n  ipv6: [\"192.0.2.1/24\"]")
                .message()
                .contains("ipv6"));
        assertTrue(problem("- endpoints: [\"a:eth1\", \"b:eth1\"]\n  mtu: 20")
                .message()
                .contains("'20'"));
        assertTrue(problem("- endpoints: [\"a:ethernet-1/1\", \"b:eth1\"]")
                .message()
                .contains("ethernet-1/1"));
        assertTrue(problem("- endpoints: [\"a:eth1\"]").message().contains("two endpoints"));
        assertTrue(problem("- {type: veth, endpoints: [{node: a, interface: e1, mac: 1}, {node: b, interface: e1}]}")
                .message()
                .contains("MAC"));
        assertTrue(problem("- {type: dummy}").message().contains("'endpoint'"));
    }

    private static ClabTopology parse(String links) throws ClabException {
        return ClabFile.parse(new SourceText(Path.of("/labs/x/x.clab.yml"), NODES + links.indent(4)), Map.of());
    }

    private static Problem problem(String links) {
        return assertThrows(ClabException.class, () -> parse(links)).problem();
    }
}
