package dev.warren.labs.verb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.warren.labs.lab.Lab;
import dev.warren.labs.lab.LabDown;
import dev.warren.labs.lab.LabException;
import dev.warren.labs.lab.LabPlayer;
import dev.warren.labs.lab.NodeShell;
import dev.warren.labs.lab.Places;
import dev.warren.labs.lab.Progress;
import dev.warren.labs.process.Output;
import dev.warren.linux.lab.LabNamespace;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two nodes with a link between them, impaired and measured. */
@Tag("lab")
final class ImpairedLinkTest {
    private static final Pattern TIMES = Pattern.compile("= ([0-9.]+)/([0-9.]+)/");
    private static final Pattern RECEIVED = Pattern.compile("(\\d+) received");
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private static final String LAB = """
            name: impaired
            topology:
              defaults: {kind: linux, image: alpine, sysctls: {net.ipv6.conf.default.accept_dad: 0}}
              nodes:
                left: {exec: [ip address add 10.0.0.1/24 dev eth1, ip address add fd00::1/64 dev eth1]}
                right: {exec: [ip address add 10.0.0.2/24 dev eth1, ip address add fd00::2/64 dev eth1]}
              links:
                - endpoints: ["left:eth1", "right:eth1"]
            """;

    @TempDir
    private Path folder;

    private Lab lab;

    @BeforeEach
    void play() throws Exception {
        LabNamespace.assumeRoot();
        Path file = Files.writeString(folder.resolve("impaired.clab.yml"), LAB);
        Places places = new Places(Path.of("").toAbsolutePath(), folder);
        lab = Lab.read(file, Map.of(), places);
        PrintStream printed = new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
        new LabPlayer(lab, places, new Progress(printed)).play();
    }

    @AfterEach
    void takeDown() throws Exception {
        LabDown.down(new Places(folder, folder).folder("impaired"));
    }

    @Test
    void aDelayIsWhatItShouldBeAndLeavesNoTraceWhenItIsRemoved() throws Exception {
        String before = traces();
        verb("impair", "left:eth1", "delay", "50ms");
        assertEquals(51, roundTrip("10.0.0.2", 52), 1.05);
        verb("impair", "left:eth1", "both", "delay", "20ms");
        lab.node("left").output("ip", "neigh", "flush", "all"); // ARP and ND are delayed, too
        assertEquals(41, roundTrip("fd00::2", 42), 1.05);
        assertTrue(
                new ImpairedEnd(LinkEnd.parse(lab, "right:eth1")).impairment().isPresent());
        verb("impair", "right:eth1", "none");
        assertTrue(roundTrip("10.0.0.2", 5) < 5);
        assertEquals(before, traces());
    }

    @Test
    void framesAreLostAtTheShareAskedFor() throws Exception {
        lab.node("left")
                .output("ping", "-n", "-c", "1", "-W", "2", "fd00::2"); // else what waits for a lost NA counts, too
        verb("impair", "right:eth1", "loss", "20%");
        int sent = 1_500;
        Output pings = lab.node("left")
                .run(LIMIT, List.of("ping", "-n", "-q", "-i", "0.001", "-c", "" + sent, "-W", "0.2", "fd00::2"));
        Matcher received = RECEIVED.matcher(pings.out());
        assertTrue(received.find(), pings.describe());
        double lost = sent - Integer.parseInt(received.group(1));
        assertEquals(0.2 * sent, lost, 4 * Math.sqrt(sent * 0.2 * 0.8)); // four standard deviations
    }

    @Test
    void aRateIsKept() throws Exception {
        NodeShell right = lab.node("right");
        right.startInBackground("iperf3.log", List.of("iperf3", "-s", "--forceflush"));
        verb("impair", "left:eth1", "rate", "10mbit");
        long deadline = System.nanoTime() + LIMIT.toNanos();
        while (!right.log("iperf3.log").contains("listening") && System.nanoTime() - deadline < 0) {
            Thread.onSpinWait();
        }
        Output iperf = lab.node("left")
                .run(LIMIT, List.of("iperf3", "-c", "10.0.0.2", "-u", "-b", "20M", "-l", "1400", "-t", "2", "-J"));
        JsonNode end = new ObjectMapper().readTree(iperf.out()).at("/end/sum_received");
        double frames = end.path("bits_per_second").asDouble() * (1_400 + 42) / 1_400;
        assertEquals(10e6, frames, 0.5e6, iperf.describe());
    }

    @Test
    void aLinkThatIsDownPassesNothingAndKeepsItsCarrier() throws Exception {
        String before = traces();
        verb("impair", "left:eth1", "down");
        assertFalse(lab.node("right")
                .run("ping", "-n", "-c", "1", "-W", "0.2", "10.0.0.1")
                .ok());
        assertFalse(lab.node("left")
                .run("ping", "-n", "-c", "1", "-W", "0.2", "fd00::2")
                .ok());
        assertTrue(lab.node("right").output("ip", "link", "show", "eth1").contains("LOWER_UP"));
        verb("impair", "right:eth1", "up");
        assertTrue(lab.node("right")
                .run("ping", "-n", "-c", "1", "-W", "2", "10.0.0.1")
                .ok());
        assertEquals(before, traces());
    }

    @Test
    void whatCanNotBeIsSaid() {
        assertMessage("node left has no link at 'eth2'; did you mean 'eth1'?", "impair", "left:eth2", "down");
        assertMessage("did you mean 'left'?", "impair", "lift:eth1", "down");
        assertMessage("write delay 50ms", "impair", "left:eth1", "delay", "50");
        assertMessage("say what", "impair", "left:eth1");
    }

    private void assertMessage(String part, String... words) {
        LabException e = assertThrows(LabException.class, () -> LabVerbs.require(lab, List.of(words)));
        assertTrue(e.toString().contains(part), e.toString());
    }

    private void verb(String... words) throws Exception {
        LabVerbs.run(lab, List.of(words));
    }

    /** The least round trip, in milliseconds, once it is short enough: what a busy machine adds counts for nothing. */
    private double roundTrip(String address, double enough) throws Exception {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        double least = Double.MAX_VALUE;
        while (least > enough && System.nanoTime() - deadline < 0) {
            Output pings = lab.node("left").run("ping", "-n", "-q", "-c", "8", "-i", "0.05", "-W", "2", address);
            Matcher times = TIMES.matcher(pings.out());
            assertTrue(times.find(), pings.describe());
            least = Math.min(least, Double.parseDouble(times.group(1)));
        }
        return least;
    }

    /** What an impairment changes in the nodes. */
    private String traces() throws Exception {
        StringBuilder traces = new StringBuilder();
        for (NodeShell node : lab.nodes()) {
            traces.append(node.output("ip", "-br", "link"))
                    .append(node.output("nft", "list", "ruleset"))
                    .append(node.output("ps", "-e", "-o", "comm=").replace("ps\n", ""))
                    .append(Files.exists(lab.folder().node(node.name()).resolve("impair-eth1")));
        }
        return traces.toString();
    }
}
