package dev.warren.labs;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.warren.labs.lab.LabDown;
import dev.warren.labs.lab.NodeShell;
import dev.warren.labs.lab.Places;
import dev.warren.labs.lab.Progress;
import dev.warren.linux.lab.LabNamespace;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The runner's verbs on a lab that is really up. */
@Tag("lab")
final class VerbsTest {
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final byte[] PCAP = {(byte) 0xd4, (byte) 0xc3, (byte) 0xb2, (byte) 0xa1};

    private static final String LAB = """
            name: NAME
            topology:
              defaults: {kind: linux, image: alpine, sysctls: {net.ipv6.conf.default.accept_dad: 0}}
              nodes:
                left: {cmd: sleep infinity, exec: [ip address add 10.0.0.1/24 dev eth1]}
                right: {exec: [ip address add 10.0.0.2/24 dev eth1, ip address add fd00::2/64 dev eth1]}
              links:
                - endpoints: ["left:eth1", "right:eth1"]
            """;

    @TempDir
    private Path folder;

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private Runner runner = new Runner(new Places(Path.of("").toAbsolutePath(), Path.of("/")), progress());

    @BeforeEach
    void needsRoot() throws Exception {
        LabNamespace.assumeRoot();
        runner = new Runner(new Places(Path.of("").toAbsolutePath(), folder), progress());
    }

    @AfterEach
    void takeDown() throws Exception {
        for (String lab : List.of("one", "two", "left")) {
            LabDown.down(runner.places().folder(lab));
            LabDown.down(runner.places().ofTests().folder(lab));
        }
    }

    @Test
    void whereOneLabIsUpItNeedNotBeNamed() throws Exception {
        assertEquals(0, run("up", lab("one")));
        assertEquals(0, run("exec", "left", "true"));
        assertEquals(2, run("exec", "left"), "a command is missing");
        assertEquals(2, run("impair", "left:eth1", "dleay", "5ms"));
        assertEquals(2, run("clock", "left", "tomorrow"));
        assertEquals(2, run("kill", "left", "--main"));
        assertEquals(1, run("kill", "middle"), "no such node");
        assertEquals(3, run("exec", "-t", "one", "left", "sh", "-c", "exit 3"));
        assertEquals(0, run("impair", "left:eth1", "both", "delay", "5ms"));
        JsonNode inspected = inspect();
        assertEquals("running", inspected.at("/nodes/0/state").asText());
        assertEquals("up", inspected.at("/nodes/1/state").asText());
        assertEquals("10.0.0.1/24", address(inspected));
        assertEquals("delay 5000us", inspected.at("/links/0/fromB").asText());
        assertEquals(0, run("stop", "left"));
        assertEquals("stopped", inspect().at("/nodes/0/state").asText());
        assertEquals(0, run("start", "left"));
        assertEquals(0, run("freeze", "left"));
        assertEquals("frozen", inspect().at("/nodes/0/state").asText());
        assertEquals(0, run("thaw", "left"));
        assertEquals("running", inspect().at("/nodes/0/state").asText());
        assertEquals(1, run("stop", "right"), "it has no main process");
        assertEquals(1, run("stop", "middle"));
        assertEquals(0, run("down"));
        assertEquals(List.of(), runner.up());
    }

    @Test
    void severalLabsAreUpSideBySide() throws Exception {
        assertEquals(0, run("up", lab("one")));
        assertEquals(0, run("up", lab("two")));
        assertEquals(List.of("one", "two"), runner.up());
        assertEquals(1, run("exec", "left", "true"), "which of them isn't said");
        assertEquals(0, run("exec", "two", "left", "true"));
        assertEquals(0, run("--exec", "one", "left", "true"));
        assertEquals(0, run("--down", "one"));
        assertEquals(0, run("exec", "left", "true"));
        assertEquals(0, run("up", lab("one")));
        assertEquals(0, run("down", "--all", "one"));
        assertEquals(List.of("two"), runner.up(), "a name says which");
        assertEquals(0, run("down", "--all"));
        assertEquals(List.of(), runner.up());
    }

    @Test
    void whatAKilledTestOfLabsHasLeftGoesWithAllOthers() throws Exception {
        Runner ours = runner;
        String file = lab("one");
        runner = new Runner(ours.places().ofTests(), progress());
        assertEquals(0, run("up", file));
        runner = ours;
        printed.reset();
        assertEquals(0, run("down"));
        assertTrue(
                printed.toString(StandardCharsets.UTF_8).contains("labs/test plays one"),
                printed.toString(StandardCharsets.UTF_8));
        assertEquals(List.of("one"), ours.places().ofTests().up());
        assertEquals(0, run("down", "--all"));
        assertEquals(List.of(), ours.places().ofTests().up());
    }

    @Test
    void aLabIsKnownAsItWasPlayedWhateverBecomesOfItsFile() throws Exception {
        String file = lab("one");
        assertEquals(0, run("up", file));
        Files.writeString(Path.of(file), "name: {{ no lab any more");
        assertEquals(0, run("exec", file, "left", "true"));
        assertEquals(0, run("stop", "left"));
        assertEquals(0, run("start", "left"));
        assertEquals("running", inspect().at("/nodes/0/state").asText());
        assertEquals(0, run("down", file));
        assertEquals(List.of(), runner.up());
    }

    @Test
    void anotherFilesLabOfTheSameNameIsLeftAlone() throws Exception {
        assertEquals(0, run("up", lab("one")));
        Path other = Files.createDirectories(folder.resolve("other")).resolve("one.clab.yml");
        Files.copy(folder.resolve("one.clab.yml"), other);
        assertEquals(1, run("up", other.toString()));
        assertEquals(1, run("down", other.toString()));
        assertEquals(1, run("exec", other.toString(), "left", "true"));
        assertEquals(0, run("exec", "one", "left", "true"));
        assertEquals(0, run("up", folder.resolve("other/../one.clab.yml").toString()), "its own file replaces it");
        assertEquals(0, run("down", "one"));
        assertEquals(0, run("up", other.toString()));
    }

    @Test
    void aLinkThatWasCutIsUpInTheNextLab() throws Exception {
        String file = lab("one");
        assertEquals(0, run("up", file));
        assertEquals(0, run("impair", "left:eth1", "down"));
        assertEquals("down", inspect().at("/links/0/fromA").asText());
        assertEquals(0, run("down"));
        assertEquals(0, run("up", file));
        assertEquals("", inspect().at("/links/0/fromA").asText());
    }

    @Test
    void aLabMayHaveTheNameOfItsNode() throws Exception {
        assertEquals(0, run("up", lab("left")));
        assertEquals(0, run("exec", "left", "true"));
        assertEquals(0, run("exec", "left", "left", "true"));
        assertEquals(0, run("exec", "left", "right", "true"));
        assertEquals(0, run("stop", "left"));
        assertEquals("stopped", inspect().at("/nodes/0/state").asText());
    }

    @Test
    void aShellIsTheNodes() throws Exception {
        assertEquals(0, run("up", lab("one")));
        Path typed = Files.writeString(folder.resolve("typed"), "hostname\nip -o address show dev eth1\nexit 5\n");
        Path said = folder.resolve("said");
        Process shell = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        "-Dwarren.root=" + Path.of("..").toAbsolutePath().normalize(),
                        "-Dwarren.running=" + folder,
                        Main.class.getName(),
                        "shell",
                        "right")
                .redirectInput(typed.toFile())
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        assertTrue(shell.waitFor(LIMIT.toMillis(), TimeUnit.MILLISECONDS));
        assertEquals(5, shell.exitValue(), Files.readString(said));
        assertTrue(Files.readString(said).contains("\nright\n"), Files.readString(said));
        assertTrue(Files.readString(said).contains("fd00::2/64"), Files.readString(said));
    }

    @Test
    void whatPassesIsCaptured() throws Exception {
        assertEquals(0, run("up", lab("one")));
        NodeShell left = runner.running("one").node("left");
        Assumptions.assumeTrue(
                left.run("sh", "-c", "command -v tcpdump || command -v tshark").ok(), "neither tcpdump nor tshark");
        Path file = folder.resolve("packets");
        CompletableFuture<Integer> capture = CompletableFuture.supplyAsync(
                () -> run("capture", "-c", "2", "-w", file.toString(), "right:eth1", "icmp"));
        long deadline = System.nanoTime() + LIMIT.toNanos();
        while (!capture.isDone() && System.nanoTime() - deadline < 0) {
            left.run("ping", "-n", "-c", "1", "-W", "1", "10.0.0.2");
        }
        assertEquals(0, capture.join());
        assertArrayEquals(PCAP, Arrays.copyOf(Files.readAllBytes(file), 4));
    }

    @Test
    void aClockIsShiftedForWhatIsStartedAfterwards() throws Exception {
        Assumptions.assumeTrue(NodeShell.canShiftClocks(), "libfaketime (apt-get install faketime)");
        assertEquals(0, run("up", lab("one")));
        assertEquals(0, run("clock", "left", "-2d"));
        NodeShell left = runner.running("one").node("left");
        assertEquals(-2 * 86_400.0, ahead(left), 5.0);
        assertEquals(0, run("clock", "left", "0"));
        assertEquals(0.0, ahead(left), 5.0);
        assertEquals(2, run("clock", "left", "2d"), "neither + nor -");
    }

    /** By how many seconds the time of day that is seen in a node is ahead of the machine's. */
    private static double ahead(NodeShell node) throws Exception {
        double seen = Double.parseDouble(node.output("date", "+%s").strip());
        return seen - System.currentTimeMillis() / 1000.0;
    }

    private static String address(JsonNode inspected) {
        for (JsonNode each : inspected.at("/nodes/0/interfaces")) {
            if (each.path("name").asText().equals("eth1")) {
                return each.at("/addresses/0").asText();
            }
        }
        return "";
    }

    private JsonNode inspect() throws Exception {
        printed.reset();
        assertEquals(0, run("inspect", "-j"));
        return new ObjectMapper().readTree(printed.toString(StandardCharsets.UTF_8));
    }

    private String lab(String name) throws Exception {
        return Files.writeString(folder.resolve(name + ".clab.yml"), LAB.replace("NAME", name))
                .toString();
    }

    private int run(String... arguments) {
        return Main.commandLine(runner).execute(arguments);
    }

    private Progress progress() {
        return new Progress(new PrintStream(printed, true, StandardCharsets.UTF_8));
    }
}
