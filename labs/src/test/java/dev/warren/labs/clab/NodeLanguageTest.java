package dev.warren.labs.clab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.warren.topology.Problem;
import dev.warren.topology.source.SourceText;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a node's keys mean, one after the other. */
final class NodeLanguageTest {
    private static final Path FILE = Path.of("/labs/x/x.clab.yml");

    @Test
    void theMainProcessIsEntrypointAndCmdWithADelay() throws ClabException {
        StartCommand start = node("a", "entrypoint: sh -c, cmd: '\"sleep 1; run\"', startup-delay: 7")
                .start();
        assertEquals(List.of("sh", "-c"), start.entrypoint());
        assertEquals(List.of("sleep 1; run"), start.cmd());
        assertEquals(Duration.ofSeconds(7), start.delay());
    }

    @Test
    void aDelayIsAWholeNumberOfSeconds() {
        assertTrue(problem("a: {kind: linux, image: i, startup-delay: 5s}")
                .message()
                .contains("'5s'"));
    }

    @Test
    void magicWordsAreReplacedInBindSourcesAndExecOnly() throws ClabException {
        ClabNode node = node(
                "a",
                "binds: ['__clabNodeName__.conf:/etc/__clabNodeName__', '__clabNodeDir__/d:/d', '__clabDir__:/lab'],"
                        + " exec: ['echo __clabLabName__ __clabNodeName__'], cmd: echo __clabNodeName__,"
                        + " env: {N: __clabNodeName__}");
        assertEquals(
                List.of(
                        new Bind(Path.of("/labs/x/a.conf"), Path.of("/etc/__clabNodeName__"), false),
                        new Bind(Path.of("/labs/x/clab-x/a/d"), Path.of("/d"), false),
                        new Bind(Path.of("/labs/x/clab-x"), Path.of("/lab"), false)),
                node.binds());
        assertEquals(List.of(List.of("echo", "clab-x", "a")), node.exec());
        assertEquals(List.of("echo", "__clabNodeName__"), node.start().cmd());
        assertEquals("__clabNodeName__", node.env().get("N"));
    }

    @Test
    void anExecCommandThatIsInheritedAndRepeatedRunsOnce() throws ClabException {
        String text = """
                name: x
                topology:
                  defaults: {kind: linux, image: i, exec: [echo 1, echo 2]}
                  nodes:
                    a: {exec: [echo 3, echo 1]}
                """;
        assertEquals(
                List.of(List.of("echo", "1"), List.of("echo", "2"), List.of("echo", "3")),
                Objects.requireNonNull(parse(text).nodes().get("a")).exec());
    }

    @Test
    void aKindMayNameTheGroupAndAGroupTheKind() throws ClabException {
        String text = """
                name: x
                topology:
                  kinds:
                    linux: {group: routers}
                  groups:
                    routers: {image: frr}
                    plain: {kind: linux, image: alpine}
                  nodes:
                    a: {kind: linux}
                    b: {group: plain}
                """;
        assertEquals("frr", Objects.requireNonNull(parse(text).nodes().get("a")).image());
        assertEquals(
                "alpine", Objects.requireNonNull(parse(text).nodes().get("b")).image());
    }

    @Test
    void aGroupWithoutADefinitionIsALabel() throws ClabException {
        ClabTopology topology = parse(nodes("a: {kind: linux, image: i, group: leaf}"));
        assertEquals(List.of(), topology.warnings());
        assertEquals(
                "leaf", Objects.requireNonNull(topology.nodes().get("a")).env().get("CLAB_LABEL_CLAB_NODE_GROUP"));
    }

    @Test
    void labelsAreInTheEnvironmentAsContainerlabPutsThemThere() throws ClabException {
        Map<String, String> env =
                node("a", "labels: {graph-icon: router, role: spine}").env();
        assertEquals("router", env.get("CLAB_LABEL_GRAPH_ICON"));
        assertEquals("spine", env.get("CLAB_LABEL_ROLE"));
        assertEquals("a", env.get("CLAB_LABEL_CLAB_NODE_NAME"));
        assertEquals("clab-x-a", env.get("CLAB_LABEL_CLAB_NODE_LONGNAME"));
    }

    @Test
    void envFilesAreOverriddenByEnv(@TempDir Path folder) throws Exception {
        Files.writeString(folder.resolve("common.env"), """
                # a comment
                A=file
                export B="two words\\nand a line" # said
                C='$A stays'
                D=plain # a comment
                E=
                """);
        ClabTopology topology = ClabFile.parse(
                new SourceText(
                        folder.resolve("x.clab.yml"),
                        nodes("a: {kind: linux, image: i, env-files: [common.env], env: {A: own}}")),
                Map.of());
        Map<String, String> env =
                Objects.requireNonNull(topology.nodes().get("a")).env();
        assertEquals("own", env.get("A"));
        assertEquals("two words\nand a line", env.get("B"));
        assertEquals("$A stays", env.get("C"));
        assertEquals("plain", env.get("D"));
        assertEquals("", env.get("E"));
    }

    @Test
    void aMissingEnvFileIsAnErrorWithItsPlace() {
        Problem problem = problem("a: {kind: linux, image: i, env-files: [none.env]}");
        assertEquals(4, problem.line());
        assertTrue(problem.message().contains("/labs/x/none.env"), problem.toString());
    }

    @Test
    void theRunnersEnvironmentIsImportedOnDemand() throws ClabException {
        String text = nodes("a: {kind: linux, image: i, env: {__IMPORT_ENVS: true, A: own}}");
        ClabTopology topology = ClabFile.parse(new SourceText(FILE, text), Map.of("A", "outside", "B", "outside"));
        Map<String, String> env =
                Objects.requireNonNull(topology.nodes().get("a")).env();
        assertEquals("own", env.get("A"));
        assertEquals("outside", env.get("B"));
    }

    @Test
    void bridgesAndHostNetworksMakeTheHostANodeOfTheLab() throws ClabException {
        ClabTopology topology = parse(nodes("br0: {kind: bridge}"));
        assertEquals(List.of("br0", "host"), List.copyOf(topology.nodes().keySet()));
        assertEquals("host", topology.networkOf("br0"));
        assertEquals(
                NodeKind.HOST,
                Objects.requireNonNull(topology.nodes().get("host")).kind());
        assertEquals(
                "host",
                parse(nodes("a: {kind: linux, image: i, network-mode: host}")).networkOf("a"));
        assertEquals("host", parse(nodes("h1: {kind: host, exec: [ip link]}")).networkOf("h1"));
        assertEquals(
                List.of("a"),
                List.copyOf(parse(nodes("a: {kind: linux, image: i}")).nodes().keySet()));
    }

    @Test
    void aNodeMayJoinAnothersNetwork() throws ClabException {
        ClabTopology topology = parse(nodes("""
                a: {kind: linux, image: i}
                    b: {kind: linux, image: i, network-mode: container:a}
                    "br0|a": {kind: bridge, network-mode: container:a}"""));
        assertEquals("a", topology.networkOf("b"));
        assertEquals("a", topology.networkOf("br0|a"));
        assertEquals(
                "br0", Objects.requireNonNull(topology.nodes().get("br0|a")).bridge());
        assertEquals(
                Optional.of("a"),
                Objects.requireNonNull(topology.nodes().get("b")).network().joins());
    }

    @Test
    void joiningWhatIsNotThereOrOneselfIsAnError() {
        assertTrue(problem("alpha: {kind: linux, image: i, network-mode: 'container:alpho'}")
                .remedy()
                .startsWith("did you mean 'alpha'?"));
        assertTrue(problem("a: {kind: linux, image: i, network-mode: 'container:a'}")
                .message()
                .contains("its own network"));
        assertTrue(problem("a: {kind: linux, image: i, network-mode: slirp}")
                .message()
                .contains("'slirp'"));
    }

    @Test
    void otherKindsAreRefusedWithTheReason() {
        assertTrue(problem("a: {kind: ovs-bridge}").message().contains("Open vSwitch"));
        assertTrue(problem("a: {kind: nokia_srlinux, image: i}").message().contains("container engine"));
        assertTrue(problem("a: {kind: linx, image: i}").remedy().startsWith("did you mean 'linux'?"));
        assertTrue(problem("host: {kind: linux, image: i}").message().contains("the machine"));
    }

    @Test
    void aTemplateIsRefused() {
        Problem problem = problem("{{ range .nodes }}");
        assertTrue(problem.message().contains("Go template"), problem.toString());
        assertEquals(4, problem.line());
    }

    @Test
    void tmpfsFoldersAndTheHostnameAreTheNodesOwn() throws ClabException {
        ClabNode node = node("a", "tmpfs: {/var/cache: 'rw'}, hostname: other");
        assertEquals(List.of(new Tmpfs(Path.of("/var/cache"), "rw")), node.tmpfs());
        assertEquals("other", node.hostname());
    }

    @Test
    void aRelativeTmpfsIsAnErrorWithItsPlace() {
        Problem problem = problem("a: {kind: linux, image: i, tmpfs: {data: ''}}");
        assertEquals("'data' is no folder", problem.message());
        assertEquals(4, problem.line());
    }

    @Test
    void aVolumeWithoutANameIsAFolderOfTheNodesOwn() throws ClabException {
        ClabNode node = node("a", "binds: [/data, '/etc/hosts:/data/hosts:ro']");
        assertEquals(List.of(new Tmpfs(Path.of("/data"), "exec,suid,dev")), node.tmpfs());
        assertEquals(List.of(new Bind(Path.of("/etc/hosts"), Path.of("/data/hosts"), true)), node.binds());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "net.ipv6.conf.all.forwarding",
                "net/ipv4/conf/eth0.100/forwarding",
                "kernel.shmmax",
                "fs.mqueue.msg_max"
            })
    void sysctlsOfANodesOwnNamespacesAreTaken(String name) throws ClabException {
        assertEquals(Map.of(name, "1"), node("a", "sysctls: {" + name + ": 1}").sysctls());
    }

    @ParameterizedTest
    @ValueSource(strings = {"vm.swappiness", "kernel.panic", "kernel/panic", "fs.file-max", "net", "kernel.semaphore"})
    void sysctlsOfTheMachineAreRefusedWithTheirPlace(String name) {
        Problem problem = problem("a: {kind: linux, image: i, sysctls: {" + name + ": 1}}");
        assertTrue(problem.message().startsWith("'" + name + "' is the machine's"), problem.toString());
        assertEquals(4, problem.line());
    }

    private static ClabNode node(String name, String keys) throws ClabException {
        return Objects.requireNonNull(parse(nodes(name + ": {kind: linux, image: i, " + keys + "}"))
                .nodes()
                .get(name));
    }

    private static String nodes(String lines) {
        return "name: x\ntopology:\n  nodes:\n    " + lines + "\n";
    }

    private static ClabTopology parse(String text) throws ClabException {
        return ClabFile.parse(new SourceText(FILE, text), Map.of());
    }

    private static Problem problem(String node) {
        return assertThrows(ClabException.class, () -> parse(nodes(node))).problem();
    }
}
