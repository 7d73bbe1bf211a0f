package dev.warren.labs.clab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.warren.topology.Problem;
import dev.warren.topology.source.SourceText;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

final class ClabFileTest {
    private static final Path FILE = Path.of("/labs/x/x.clab.yml");

    private static final String INHERITING = """
            name: x
            topology:
              defaults:
                kind: linux
                env: {A: defaults, B: defaults}
                exec: [echo defaults]
                binds: ["d:/d", "same:/same"]
              kinds:
                linux:
                  image: alpine:3
                  env: {B: kind, C: kind}
                  exec: [echo kind]
              groups:
                router:
                  image: frr:10
                  env: {C: group, D: group}
                  sysctls: {net.ipv4.ip_forward: 1}
              nodes:
                a:
                  group: router
                  cmd: run --node "a b"
                  env: {D: node}
                  exec: [echo node]
                  binds: ["own:/same:ro"]
                b: {}
            """;

    @Test
    void nodesInheritFromDefaultsKindAndGroup() throws ClabException {
        ClabNode a = node(INHERITING, "a");
        assertEquals("frr:10", a.image());
        assertEquals(Map.of("A", "defaults", "B", "kind", "C", "group", "D", "node"), env(a));
        assertEquals(List.of(List.of("echo", "defaults"), List.of("echo", "kind"), List.of("echo", "node")), a.exec());
        assertEquals(List.of("run", "--node", "a b"), a.start().cmd());
        assertEquals(Map.of("net.ipv4.ip_forward", "1"), a.sysctls());
    }

    @Test
    void aBindReplacesTheInheritedOneOfTheSameTarget() throws ClabException {
        assertEquals(
                List.of(
                        new Bind(Path.of("/labs/x/d"), Path.of("/d"), false),
                        new Bind(Path.of("/labs/x/own"), Path.of("/same"), true)),
                node(INHERITING, "a").binds());
    }

    @Test
    void aNodeThatSaysNothingHasTheKindsImage() throws ClabException {
        assertEquals("alpine:3", node(INHERITING, "b").image());
    }

    @Test
    void anUnknownKeyIsAnErrorWithItsPlace() {
        Problem problem = problem("name: x\ntopology:\n  nodes:\n    a: {kind: linux, imgae: alpine}\n");
        assertEquals(4, problem.line());
        assertEquals(22, problem.column());
        assertTrue(problem.message().contains("'imgae'"), problem.toString());
        assertTrue(problem.remedy().startsWith("did you mean 'image'?"), problem.toString());
        assertTrue(problem.toString().contains("                         ^"), problem.toString());
    }

    @Test
    void aKeyGivenTwiceIsAnError() {
        Problem problem = problem("name: x\ntopology:\n  nodes:\n    a: {kind: linux, image: i}\n    a: {}\n");
        assertEquals(5, problem.line());
    }

    @Test
    void aLinkToAnUnknownNodeIsAnError() {
        Problem problem = problem(oneNode("  links:\n    - endpoints: [\"alpha:eth1\", \"alpho:eth1\"]\n"));
        assertEquals("no node is called 'alpho'", problem.message());
        assertTrue(problem.remedy().startsWith("did you mean 'alpha'?"), problem.toString());
    }

    @Test
    void anInterfaceEndsOneLinkOnly() {
        Problem problem = problem(oneNode("  links:\n    - endpoints: [\"alpha:eth1\", \"alpha:eth1\"]\n"));
        assertTrue(problem.message().contains("another link"), problem.toString());
    }

    @Test
    void scalarsStayAsTheyAreWritten() throws ClabException {
        String text =
                "name: x\ntopology:\n  nodes:\n    a: {kind: linux, image: i, env: {V: 010, W: off, X: 65000:10}}\n";
        assertEquals(Map.of("V", "010", "W", "off", "X", "65000:10"), env(node(text, "a")));
    }

    @Test
    void whatContainerlabKnowsAndIsNotPlayedIsAWarning() throws ClabException {
        ClabTopology topology = parse(oneNode("").replace("kind: linux", "kind: linux, memory: 1Gb"));
        assertEquals(1, topology.warnings().size());
        assertTrue(topology.warnings().getFirst().contains("'memory'"));
    }

    @Test
    void mergeKeysAreResolved() throws ClabException {
        String text = """
                name: x
                topology:
                  nodes:
                    a: &a {kind: linux, image: i}
                    b:
                      <<: *a
                      image: j
                """;
        assertEquals("j", node(text, "b").image());
        assertEquals(NodeKind.LINUX, node(text, "b").kind());
    }

    @Test
    void ofSeveralMergedMappingsTheEarlierWins() throws ClabException {
        String text = """
                name: x
                topology:
                  kinds:
                    first: &first {image: i}
                    second: &second {image: j, cmd: c}
                  nodes:
                    b:
                      <<: [*first, *second]
                      kind: linux
                """;
        assertEquals("i", node(text, "b").image());
        assertEquals(List.of("c"), node(text, "b").start().cmd());
    }

    @Test
    void whatContainsItselfIsAnErrorWithItsPlace() {
        Problem problem = problem("name: x\ntopology: &t\n  nodes: *t\n");
        assertTrue(problem.message().contains("contains itself"), problem.toString());
        assertEquals(2, problem.line());
    }

    @Test
    void aSmallTextMakesNoLargeTree() {
        StringBuilder text = new StringBuilder("a0: &a0 {k0: v, k1: v, k2: v}\n");
        for (int i = 1; i < 40; i++) {
            text.append("a%d: &a%d {<<: *a%d, l%d: *a%d, m%d: *a%d}\n".formatted(i, i, i - 1, i, i - 1, i, i - 1));
        }
        assertTrue(problem(text.toString()).message().contains("unknown key"));
    }

    @Test
    void mergingIsBounded() {
        StringBuilder text = new StringBuilder("a: &a {");
        for (int i = 0; i < 1_000; i++) {
            text.append("k").append(i).append(": v, ");
        }
        text.append("z: v}\n");
        for (int i = 0; i < 200; i++) {
            text.append("b").append(i).append(": {<<: *a}\n");
        }
        assertTrue(problem(text.toString()).message().contains("merged ones included"));
    }

    @Test
    void manyNodesMayMergeOneMapping() throws ClabException {
        StringBuilder text = new StringBuilder("name: x\ntopology:\n  nodes:\n    a: &a {kind: linux, image: i}\n");
        for (int i = 0; i < 300; i++) {
            text.append("    b").append(i).append(": {<<: *a}\n");
        }
        assertEquals(301, parse(text.toString()).nodes().size());
    }

    @Test
    void noYamlAtAllIsAnErrorWithItsPlace() {
        assertEquals(2, problem("name: x\ntopology: [\n").line() - 1);
    }

    /** A node's environment without what is made of labels. */
    private static Map<String, String> env(ClabNode node) {
        Map<String, String> env = new TreeMap<>(node.env());
        env.keySet().removeIf(key -> key.startsWith("CLAB_LABEL_"));
        return env;
    }

    private static String oneNode(String links) {
        return "name: x\ntopology:\n  nodes:\n    alpha: {kind: linux, image: i}\n" + links;
    }

    private static ClabNode node(String text, String name) throws ClabException {
        return Objects.requireNonNull(parse(text).nodes().get(name));
    }

    private static ClabTopology parse(String text) throws ClabException {
        return ClabFile.parse(new SourceText(FILE, text), Map.of());
    }

    private static Problem problem(String text) {
        return assertThrows(ClabException.class, () -> parse(text)).problem();
    }
}
