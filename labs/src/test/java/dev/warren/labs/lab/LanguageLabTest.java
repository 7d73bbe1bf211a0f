package dev.warren.labs.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.warren.linux.lab.LabNamespace;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the language says, as the nodes have it: bridges, the machine's stand-in, shared networks, dummies, and the rest. */
@Tag("lab")
final class LanguageLabTest {
    private static final Path TREE = Path.of("..").toAbsolutePath().normalize();

    private static final String LAB = """
            name: language
            topology:
              defaults:
                kind: linux
                image: alpine
                sysctls: {net.ipv6.conf.default.accept_dad: 0}
              nodes:
                br0: {kind: bridge}
                one:
                  hostname: uno
                  entrypoint: sh -c
                  cmd: '"echo $$0 $$GREETING >/run/started; exec sleep infinity"'
                  env-files: [words.env]
                  binds: ["__clabNodeName__.txt:/config/sub/file.txt:ro", "__clabNodeDir__:/own", "__clabNodeName__.txt:/opt/file.txt"]
                  sysctls: {kernel.msgmax: 1234}
                  tmpfs: {/opt: rw}
                  exec: [ip address add 10.0.0.1/24 dev eth1, ip address add fd00::1/64 dev eth1]
                two:
                  exec: [ip address add 10.0.0.2/24 dev eth1, ip address add fd00::2/64 dev eth1]
                side:
                  network-mode: container:two
                  startup-delay: 1
                  cmd: sleep infinity
                "inner|two": {kind: bridge, network-mode: "container:two"}
                machine:
                  kind: host
                  exec: [ip address add 10.0.0.9/24 dev br0, ip address add fd00::9/64 dev br0 nodad]
              links:
                - endpoints: ["one:eth1", "br0:p1"]
                - endpoints: ["two:eth1", "br0:p2"]
                  mtu: 1400
                - endpoints: ["one:eth2", "inner|two:q1"]
                - type: veth
                  endpoints:
                    - {node: one, interface: eth3, mac: "02:00:00:00:00:01", ipv4: 10.3.0.1/30, ipv6: "fd00:3::1/64"}
                    - {node: host, interface: to-one, ipv4: 10.3.0.2/30, ipv6: "fd00:3::2/64"}
                - type: dummy
                  endpoint: {node: one, interface: dum0, ipv4: 10.4.0.1/32, ipv6: "fd00:4::1/128"}
            """;

    @TempDir
    private Path folder;

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

    @BeforeEach
    void needsRoot() throws Exception {
        LabNamespace.assumeRoot();
        Files.writeString(folder.resolve("one.txt"), "content");
        Files.writeString(folder.resolve("words.env"), "GREETING='hello there'\n");
    }

    @AfterEach
    void takeDown() throws Exception {
        LabDown.down(places().folder("language"));
        Files.deleteIfExists(folder.resolve("labs/lib"));
    }

    @Test
    void everyPartOfTheLanguageIsReal() throws Exception {
        String machine = links();
        Lab lab = play(LAB);
        bridgesConnect(lab);
        networksAreShared(lab);
        interfacesHaveWhatTheLinksSay(lab);
        nodesHaveWhatTheirKeysSay(lab);
        assertEquals(machine, links(), "nothing of a lab is in the machine's own namespace");
        assertEquals(7, LabDown.down(lab.folder()));
        assertFalse(Files.exists(Path.of("/config")));
        assertFalse(Files.exists(Path.of("/own")));
    }

    @Test
    void aMissingProgramIsSaidBeforeAnythingStarts() {
        LabException e = assertThrows(
                LabException.class,
                () -> play("""
                name: language
                topology:
                  nodes:
                    a: {kind: linux, image: "none:1"}
                """, "none: {repositories: [none], needs: no-such-program, package: no-such-package}\n"));
        assertTrue(e.toString().contains("no-such-program, for a (none:1)"), e.toString());
        assertTrue(e.toString().contains("apt-get install no-such-package"), e.toString());
        assertFalse(Files.exists(folder.resolve("clab-language/a")));
    }

    @Test
    void anotherVersionThanTheTagsIsSaid() throws Exception {
        play("""
                name: language
                topology:
                  nodes:
                    a: {kind: linux, image: "some:3.1"}
                    b: {kind: linux, image: "some:2.0.12"}
                """, "some: {repositories: [some], version: echo some version 2.0.12}\n");
        String output = printed.toString(StandardCharsets.UTF_8);
        assertTrue(output.contains("some:3.1 is played by some 2.0.12"), output);
        assertFalse(output.contains("some:2.0.12 is played"), output);
    }

    private static void bridgesConnect(Lab lab) throws Exception {
        for (String target : new String[] {"10.0.0.2", "fd00::2", "10.0.0.9", "fd00::9", "10.3.0.2", "fd00:3::2"}) {
            assertTrue(
                    lab.node("one")
                            .run("ping", "-n", "-c", "1", "-W", "2", target)
                            .ok(),
                    target);
        }
        assertTrue(lab.node("br0")
                .output("ip", "-o", "link", "show", "master", "br0")
                .contains("p2"));
        assertTrue(lab.node("two")
                .output("ip", "-o", "link", "show", "master", "inner")
                .contains("q1"));
    }

    private static void networksAreShared(Lab lab) throws Exception {
        assertTrue(lab.node("side").output("ip", "-o", "address").contains("10.0.0.2/24"));
        assertTrue(lab.node("machine").output("ip", "-o", "address").contains("10.3.0.2/30"));
        assertFalse(lab.node("side").output("ps", "-e", "-o", "args").contains("node-init " + "two"));
        assertTrue(lab.node("side").main().isPresent());
    }

    private static void interfacesHaveWhatTheLinksSay(Lab lab) throws Exception {
        String one = lab.node("one").output("ip", "-o", "link");
        assertTrue(one.matches("(?s).*eth1@\\S+ .* mtu 9500 .*"), one);
        assertTrue(one.contains("02:00:00:00:00:01"), one);
        assertTrue(lab.node("two").output("ip", "-o", "link", "show", "eth1").contains("mtu 1400"));
        String dummy = lab.node("one").output("ip", "-o", "address", "show", "dum0");
        assertTrue(dummy.contains("10.4.0.1/32") && dummy.contains("fd00:4::1/128"), dummy);
    }

    private static void nodesHaveWhatTheirKeysSay(Lab lab) throws Exception {
        NodeShell one = lab.node("one");
        assertEquals("uno\n", one.output("hostname"));
        assertEquals("sh hello there\n", one.output("cat", "/run/started"));
        assertEquals("content", one.output("cat", "/config/sub/file.txt"));
        assertEquals("file.txt\n", one.output("ls", "/opt"));
        assertEquals("1234\n", one.output("cat", "/proc/sys/kernel/msgmax"));
        assertNotEquals("1234\n", Files.readString(Path.of("/proc/sys/kernel/msgmax")), "it is the node's own");
        assertEquals("", one.output("ls", "/own"));
        assertFalse(one.run("touch", "/config/sub/file.txt").ok());
        assertEquals("one\n", one.output("sh", "-c", "echo $CLAB_LABEL_CLAB_NODE_NAME"));
    }

    private static String links() throws Exception {
        try (var names = Files.list(Path.of("/sys/class/net"))) {
            return names.sorted().toList().toString();
        }
    }

    private Lab play(String lab) throws Exception {
        return play(lab, Files.readString(TREE.resolve("labs/images.yml")));
    }

    private Lab play(String text, String images) throws Exception {
        Path file = Files.writeString(folder.resolve("language.clab.yml"), text);
        Path labs = Files.createDirectories(folder.resolve("labs"));
        Files.writeString(labs.resolve("images.yml"), images);
        if (!Files.exists(labs.resolve("lib"))) {
            Files.createSymbolicLink(labs.resolve("lib"), TREE.resolve("labs/lib"));
        }
        Lab lab = Lab.read(file, Map.of(), places());
        new LabPlayer(lab, places(), new Progress(new PrintStream(printed, true, StandardCharsets.UTF_8))).play();
        return lab;
    }

    private Places places() {
        return new Places(folder.resolve("labs"), folder.resolve("running"));
    }
}
