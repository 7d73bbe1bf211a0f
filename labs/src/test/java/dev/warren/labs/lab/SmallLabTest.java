package dev.warren.labs.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.warren.labs.Main;
import dev.warren.labs.process.Output;
import dev.warren.linux.lab.LabNamespace;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A lab of two Linux nodes, really played. */
@Tag("lab")
final class SmallLabTest {
    private static final Path TREE = Path.of("..").toAbsolutePath().normalize();
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private static final String LAB = """
            name: small
            topology:
              defaults:
                kind: linux
                image: alpine
                env: {COLOUR: "${COLOUR:-blue}"}
                sysctls: {net.ipv6.conf.default.accept_dad: 0}
              nodes:
                left:
                  cmd: sleep infinity
                  binds: ["file:/etc/warren-small/file:ro", "file:/var/lib/warren-small/file"]
                  exec: [ip address add 10.0.0.1/24 dev eth1, ip address add fd00::1/64 dev eth1]
                right:
                  exec: [ip address add 10.0.0.2/24 dev eth1, ip address add fd00::2/64 dev eth1, EXTRA]
              links:
                - endpoints: ["left:eth1", "right:eth1"]
            """;

    @TempDir
    private Path folder;

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

    @BeforeEach
    void needsRoot() throws Exception {
        LabNamespace.assumeRoot();
        Files.writeString(folder.resolve("file"), "content");
    }

    @AfterEach
    void takeDown() throws Exception {
        LabDown.down(places().folder("small"));
    }

    @Test
    void nodesReachEachOtherAndAllIsGoneAfterwards() throws Exception {
        Lab lab = play("true");
        NodeShell left = lab.node("left");
        assertTrue(left.run("ping", "-n", "-c", "1", "-W", "2", "10.0.0.2").ok());
        assertTrue(left.run("ping", "-n", "-c", "1", "-W", "2", "fd00::2").ok());
        assertEquals("left\n", left.output("hostname"));
        assertEquals("blue\n", left.output("sh", "-c", "echo $COLOUR"));
        assertEquals("content", left.output("cat", "/etc/warren-small/file"));
        assertEquals("content", left.output("cat", "/var/lib/warren-small/file"));
        assertFalse(left.run("sh", "-c", "echo x > /etc/warren-small/file").ok());
        assertTrue(left.main().isPresent());
        assertEquals(2, LabDown.down(lab.folder()));
        assertNothingLeft();
        assertThrows(LabException.class, () -> left.run("true"));
    }

    @Test
    void nodesSeeNeitherEachOthersProcessesNorFiles() throws Exception {
        Lab lab = play("touch /run/mine /etc/mine /var/log/mine");
        Output files = lab.node("left").run("ls", "/run/mine", "/etc/mine", "/var/log/mine");
        assertFalse(files.ok());
        assertFalse(lab.node("right").output("ps", "-e", "-o", "args").contains("sleep infinity\nsleep infinity"));
        assertFalse(Files.exists(Path.of("/etc/mine")));
        assertFalse(Files.exists(Path.of("/etc/warren-small")));
        assertFalse(Files.exists(Path.of("/var/lib/warren-small")));
    }

    @Test
    void aFailingExecIsReportedAndEverythingTakenDown() throws Exception {
        LabException e = assertThrows(LabException.class, () -> play("ls /no/such/file"));
        assertTrue(e.toString().contains("/no/such/file"), e.toString());
        assertNothingLeft();
    }

    @Test
    void aFailingExecEndsThoseOfOtherNodes() throws Exception {
        long begun = System.nanoTime();
        String lab =
                LAB.replace("10.0.0.1/24 dev eth1,", "10.0.0.1/24 dev none,").replace("EXTRA", "sleep 50");
        Path file = Files.writeString(folder.resolve("small.clab.yml"), lab);
        LabException e = assertThrows(LabException.class, () -> play(Lab.read(file, Map.of(), places())));
        assertTrue(e.toString().contains("node left: ip address add 10.0.0.1/24 dev none"), e.toString());
        assertTrue(Duration.ofNanos(System.nanoTime() - begun).toSeconds() < 40);
        assertNothingLeft();
    }

    @Test
    void aMainProcessThatIsNotThereIsReportedAndEverythingTakenDown() throws Exception {
        String lab = LAB.replace("sleep infinity", "no-such-program --x").replace("EXTRA", "true");
        Path file = Files.writeString(folder.resolve("small.clab.yml"), lab);
        LabException e = assertThrows(LabException.class, () -> play(Lab.read(file, Map.of(), places())));
        assertTrue(e.toString().contains("left can't be run: no-such-program --x"), e.toString());
        assertNothingLeft();
    }

    @Test
    void whatAnExecLeavesRunningHoldsNothingUp() throws Exception {
        Lab lab = play("sh -c \"sleep 300 & echo begun\"");
        assertTrue(lab.node("right").output("ps", "-e", "-o", "args").contains("sleep 300"));
        assertTrue(read(lab.folder().node("right").resolve("exec.log")).contains("begun"));
    }

    @Test
    void ipv4IsForwardedAsInContainersAndFilesOfTheLabsOwnStay() throws Exception {
        Path own = folder.resolve("clab-small/left/conf/kept");
        Files.createDirectories(own.getParent());
        Files.writeString(own, "kept");
        Lab lab = play("sh -c 'cat /proc/sys/net/ipv4/ip_forward >/run/forwards'");
        assertEquals("1\n", lab.node("right").output("cat", "/run/forwards"));
        play("true");
        assertEquals("kept", Files.readString(own));
    }

    @Test
    void aFileBoundIntoAFolderThatIsBoundIsThereInEitherOrder() throws Exception {
        Files.createDirectories(folder.resolve("conf"));
        String binds = "[\"file:/etc/warren-small/x\", \"conf:/etc/warren-small\"]";
        String lab = LAB.replaceFirst("binds: \\[.*]", "binds: " + binds).replace("EXTRA", "true");
        play(Lab.read(Files.writeString(folder.resolve("small.clab.yml"), lab), Map.of(), places()));
        NodeShell left =
                Lab.read(folder.resolve("small.clab.yml"), Map.of(), places()).node("left");
        assertEquals("content", left.output("cat", "/etc/warren-small/x"));
        left.output("sh", "-c", "echo written >/etc/warren-small/new");
        assertEquals("written\n", Files.readString(folder.resolve("conf/new")), "nothing lies over the bound folder");
    }

    @Test
    void downRemovesEverythingAfterKillOfTheRunner() throws Exception {
        Path file = write("sleep 600");
        Process runner = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        "-Dwarren.root=" + TREE,
                        "-Dwarren.running=" + folder,
                        Main.class.getName(),
                        file.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("runner.log").toFile())
                .start();
        LabFolder lab = places().folder("small");
        long deadline = System.nanoTime() + LIMIT.toNanos();
        while (!Files.exists(lab.mainFile("left")) && System.nanoTime() - deadline < 0) {
            assertTrue(runner.isAlive(), () -> read(folder.resolve("runner.log")));
            LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
        }
        runner.destroyForcibly().waitFor();
        assertTrue(lab.isUp());
        assertEquals(2, LabDown.down(lab));
        assertNothingLeft();
        assertEquals(0, LabDown.down(lab));
    }

    @Test
    void aSecondPlayReplacesTheFirst() throws Exception {
        Lab first = play("true");
        Optional<?> before = first.folder().holder("left");
        Lab second = play("true");
        assertFalse(before.equals(second.folder().holder("left")));
        assertEquals(2, LabDown.down(second.folder()));
    }

    private Lab play(String extra) throws Exception {
        return play(Lab.read(write(extra), Map.of(), places()));
    }

    private Lab play(Lab lab) throws Exception {
        new LabPlayer(lab, places(), new Progress(new PrintStream(printed, true, StandardCharsets.UTF_8))).play();
        return lab;
    }

    private Path write(String extra) throws Exception {
        return Files.writeString(folder.resolve("small.clab.yml"), LAB.replace("EXTRA", extra));
    }

    private Places places() {
        return new Places(TREE.resolve("labs"), folder);
    }

    /** No process mentions the lab's folder, as each node's first two do. */
    private void assertNothingLeft() {
        List<String> left = ProcessHandle.allProcesses()
                .filter(process -> process.pid() != ProcessHandle.current().pid())
                .map(process -> process.info().commandLine().orElse(""))
                .filter(line -> line.contains(folder.resolve("clab-small").toString()))
                .toList();
        assertEquals(List.of(), left);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return e.toString();
        }
    }
}
