package dev.warren.labs;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.warren.labs.clab.ClabException;
import dev.warren.labs.lab.Lab;
import dev.warren.labs.lab.LabDown;
import dev.warren.labs.lab.LabException;
import dev.warren.labs.lab.LabPlayer;
import dev.warren.labs.lab.Places;
import dev.warren.labs.lab.Progress;
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

/** A lab of two Linux nodes with an expect folder, really played. */
@Tag("lab")
final class ExpectedLabTest {
    private static final String LAB = """
            name: expected
            topology:
              defaults: {kind: linux, image: alpine, sysctls: {net.ipv6.conf.default.accept_dad: 0}}
              nodes:
                left:
                  cmd: sh -c 'echo left begins; sleep 1000 & (setsid sleep 2000 &); wait'
                  exec: [ip address add 10.0.0.1/24 dev eth1, ip address add fd00::1/64 dev eth1]
                right:
                  exec: [ip address add 10.0.0.2/24 dev eth1, ip address add fd00::2/64 dev eth1]
              links:
                - endpoints: ["left:eth1", "right:eth1"]
            """;

    private static final String REACHED = """
            title: each reaches the other
            converged: true
            expect:
              - {node: left, run: "ping -n -c 1 -W 1 10.0.0.2", text: " 0% packet loss"}
              - {node: right, run: "ping -n -c 1 -W 1 fd00::1", text: " 0% packet loss"}
              - nodes: ["*"]
                run: ip -j address show dev eth1
                json: [{ifname: eth1, addr_info: [{family: inet, prefixlen: 24}, {family: inet6, local: /^fd00::/}]}]
            """;

    @TempDir
    private Path folder;

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

    @BeforeEach
    void needsRoot() throws Exception {
        LabNamespace.assumeRoot();
        Files.createDirectory(folder.resolve("expect"));
    }

    @AfterEach
    void takeDown() throws Exception {
        LabDown.down(places().folder("expected"));
    }

    @Test
    void stepsPassAndAreUndone() throws Exception {
        step("10-reached", REACHED);
        step("20-down", """
                title: without its link right reaches nothing
                steady: 300ms
                before: [{node: left, run: ip link set eth1 down}]
                after: [{node: left, run: ip link set eth1 up}, {node: left, run: ip address add fd00::1/64 dev eth1}]
                expect: [{node: right, run: "ping -n -c 1 -W 1 10.0.0.1", exit: 1, lacks: " 0% packet loss"}]
                """);
        step("30-killed", """
                title: a killed node has none of its processes, not even a daemon
                before: [{lab: kill left}]
                after: [{lab: start left}]
                expect: [{node: left, run: ps -e -o args, lacks: "sleep [12]000"}]
                """);
        step("40-started", """
                title: a started one has them again, and both are reached
                expect:
                  - {node: left, run: ps -e -o args, text: ["^sleep 1000", "^sleep 2000"]}
                  - {node: right, run: "ping -n -c 1 -W 1 fd00::1"}
                """);
        step("50-frozen", """
                title: frozen processes are stopped
                before: [{lab: freeze left}]
                after: [{lab: thaw left}]
                expect: [{node: left, run: "ps -e -o stat,args | grep 'sleep [12]000'", text: "^T.*\\nT", lacks: "^S"}]
                """);
        step("60-thawed", """
                title: thawed ones go on
                expect: [{node: left, run: "ps -e -o stat,args | grep 'sleep [12]000'", text: "^S.*\\nS"}]
                """);
        step("70-left-frozen", """
                title: a lab with a frozen node can be taken down
                before: [{lab: freeze left}]
                expect: [{node: left, run: "true"}]
                """);
        boolean passed = up().check();
        assertTrue(passed, this::printed);
        assertTrue(printed().contains("7 steps passed, 0 failed"), this::printed);
    }

    @Test
    void aStepThatFailsShowsTheDifferenceAndTheLog() throws Exception {
        step("10-wrong", """
                title: left has another address
                within: 300ms
                converged: true
                expect:
                  - {node: left, run: ip -j address show dev eth1, json: [{addr_info: [{local: 10.0.0.9, family: inet}]}]}
                """);
        step("20-never", REACHED);
        assertFalse(up().check());
        assertTrue(printed().contains("after 300 ms"), this::printed);
        assertTrue(printed().contains("expect/10-wrong.yml:5: left: ip -j address show dev eth1"), this::printed);
        assertTrue(printed().contains("local: wanted 10.0.0.9, seen 10.0.0.1"), this::printed);
        assertTrue(printed().contains("log of left (running):"), this::printed);
        assertTrue(printed().contains("left begins"), this::printed);
        assertTrue(printed().contains("0 steps passed, 1 failed"), this::printed);
    }

    @Test
    void whatTheLabLacksIsSaidBeforeItIsPlayed() throws Exception {
        step("10-node", REACHED.replace("node: left", "node: lift"));
        ClabException node = assertThrows(ClabException.class, () -> LabRun.of(lab(), progress()));
        assertTrue(node.toString().contains("10-node.yml:4:12: the lab has no node 'lift'"), node.toString());
        step("10-node", REACHED + "before: [{lab: unplug left}]\n");
        LabException verb = assertThrows(LabException.class, () -> LabRun.of(lab(), progress()));
        assertTrue(verb.toString().contains("no verb is called 'unplug'"), verb.toString());
    }

    private LabRun up() throws Exception {
        Lab lab = lab();
        LabRun run = LabRun.of(lab, progress());
        new LabPlayer(lab, places(), progress()).play();
        return run;
    }

    private Lab lab() throws Exception {
        Path file = Files.writeString(folder.resolve("expected.clab.yml"), LAB);
        return Lab.read(file, Map.of(), places());
    }

    private void step(String name, String text) throws Exception {
        Files.writeString(folder.resolve("expect").resolve(name + ".yml"), text);
    }

    private Progress progress() {
        return new Progress(new PrintStream(printed, true, StandardCharsets.UTF_8));
    }

    private String printed() {
        return printed.toString(StandardCharsets.UTF_8);
    }

    private Places places() {
        return new Places(Path.of("").toAbsolutePath(), folder);
    }
}
