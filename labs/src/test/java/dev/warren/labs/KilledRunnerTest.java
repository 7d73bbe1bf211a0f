package dev.warren.labs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.warren.labs.lab.LabDown;
import dev.warren.labs.lab.LabFolder;
import dev.warren.labs.lab.Places;
import dev.warren.linux.lab.LabNamespace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** kill -9 of the runner, at any moment: {@code down} leaves nothing of the lab but its logs. */
@Tag("lab")
final class KilledRunnerTest {
    private static final Path TREE = Path.of("..").toAbsolutePath().normalize();
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final int ROUNDS = 4;

    private static final String LAB = """
            name: killed
            topology:
              defaults: {kind: linux, image: alpine, cmd: sh -c 'setsid sleep 600 & sleep 700'}
              nodes:
                left: {exec: [ip address add 10.0.0.1/24 dev eth1], binds: ["killed.clab.yml:/etc/warren-killed/file"]}
                right: {exec: [ip address add 10.0.0.2/24 dev eth1]}
                third: {}
              links:
                - endpoints: ["left:eth1", "right:eth1"]
                - endpoints: ["left:eth2", "third:eth1"]
            """;

    private static final String STEP = """
            title: a link is impaired for long
            before: [{lab: "impair left:eth1 both delay 5ms"}, {lab: freeze third}]
            within: 60s
            expect: [{node: left, run: "sleep 0.2; false"}]
            """;

    @TempDir
    private Path folder;

    private final List<Process> runners = new ArrayList<>();

    @BeforeEach
    void needsRoot() throws Exception {
        LabNamespace.assumeRoot();
        Files.writeString(folder.resolve("killed.clab.yml"), LAB);
        Files.createDirectory(folder.resolve("expect"));
        Files.writeString(folder.resolve("expect/10-long.yml"), STEP);
    }

    @AfterEach
    void takeDown() throws Exception {
        runners.forEach(Process::destroyForcibly);
        LabDown.down(lab());
    }

    @Test
    void whileItPlaysAtRandomMoments() throws Exception {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int round = 0; round < ROUNDS; round++) {
            Files.deleteIfExists(lab().state());
            Process runner = start("up");
            awaitOrEnd(runner, () -> Files.exists(lab().state()));
            runner.waitFor(random.nextInt(400), TimeUnit.MILLISECONDS);
            runner.destroyForcibly().waitFor();
            if (round < ROUNDS - 1) {
                down("seed " + seed + ", round " + round);
            }
        }
        Process next = start("up");
        assertTrue(next.waitFor(LIMIT.toMillis(), TimeUnit.MILLISECONDS));
        assertEquals(0, next.exitValue(), this::said);
        down("after the next up");
    }

    @Test
    void whileItChecksWithRelaysRunningAndANodeFrozen() throws Exception {
        Process runner = start("check");
        awaitOrEnd(runner, () -> Files.exists(lab().node("right").resolve("impair-eth1")));
        assertTrue(runner.isAlive(), this::said);
        runner.destroyForcibly().waitFor();
        down("relays");
    }

    private void down(String when) throws Exception {
        LabDown.down(lab());
        long deadline = System.nanoTime() + LIMIT.toNanos();
        while (!left().isEmpty() && System.nanoTime() - deadline < 0) {
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos()); // commands of the runner's that were on their way
        }
        assertEquals(List.of(), left(), when);
        assertTrue(Files.notExists(Path.of("/etc/warren-killed")), when);
        assertEquals(
                new TreeSet<>(List.of(".clab-killed.lock", "clab-killed", "expect", "killed.clab.yml")),
                entries(folder, "runner"),
                when);
    }

    /** Processes with a word of the lab's folder, mounts below it, and mounts of its nodes. */
    private List<String> left() throws IOException {
        List<String> left = new ArrayList<>(ProcessHandle.allProcesses()
                .filter(process -> process.pid() != ProcessHandle.current().pid())
                .map(process -> process.info().commandLine().orElse(""))
                .filter(line -> line.contains(lab().path().toString()))
                .toList());
        Files.readString(Path.of("/proc/self/mountinfo"))
                .lines()
                .filter(line -> line.contains(folder.toString()) || line.contains("warren-killed"))
                .forEach(left::add);
        return left;
    }

    private static Set<String> entries(Path folder, String but) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            TreeSet<String> names = new TreeSet<>();
            entries.map(entry -> entry.getFileName().toString())
                    .filter(name -> !name.startsWith(but))
                    .forEach(names::add);
            return names;
        }
    }

    private Process start(String verb) throws IOException {
        Process runner = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "-Dwarren.root=" + TREE,
                        "-Dwarren.running=" + folder,
                        Main.class.getName(),
                        verb,
                        folder.resolve("killed.clab.yml").toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("runner.log").toFile())
                .start();
        runners.add(runner);
        return runner;
    }

    private interface Condition {
        boolean holds();
    }

    private static void awaitOrEnd(Process runner, Condition condition) {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        while (!condition.holds() && runner.isAlive() && System.nanoTime() - deadline < 0) {
            LockSupport.parkNanos(Duration.ofMillis(2).toNanos());
        }
    }

    private LabFolder lab() {
        return new Places(TREE.resolve("labs"), folder).folder("killed");
    }

    private String said() {
        try {
            return Files.readString(folder.resolve("runner.log"));
        } catch (IOException e) {
            return e.toString();
        }
    }
}
