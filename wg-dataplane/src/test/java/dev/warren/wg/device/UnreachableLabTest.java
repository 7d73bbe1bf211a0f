package dev.warren.wg.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Senders to nowhere are told so at once, but a thousand at a time are not all answered. */
@Tag("lab")
class UnreachableLabTest {
    private static final int PACKETS = 5_000;

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private Path folder;

    /** The first address is nobody's, the second of a peer that is nowhere yet. */
    @ParameterizedTest
    @CsvSource({"10.9.0.77,10.9.0.1,InDestUnreachs", "fd09::77,fd09::1,Icmp6InDestUnreachs"})
    void aHundredASecondAreAnswered(String nobodys, String nowhere, String counter) throws Exception {
        try (Lab lab = new Lab(folder)) {
            lab.start(0, Lab.OURS);
            lab.start(1, Lab.OURS);
            lab.configure("192.0.2.2:51821");
            String refused = nobodys.contains(":") ? "Address unreachable" : "Destination Host Unreachable";
            for (int end = 0; end < 2; end++) {
                String said = Lab.output(
                        "ip", "netns", "exec", lab.namespace(end), "ping", "-c1", "-W2", end == 0 ? nobodys : nowhere);
                assertTrue(said.contains(refused), said);
            }
            long before = errors(lab, counter);
            long begun = System.nanoTime();
            NamespaceThread.start(lab.namespace(0), () -> send(nobodys)).get(30, TimeUnit.SECONDS);
            Lab.await("packet to have been dropped", () -> dropped(lab) + lost(lab) >= PACKETS);
            double seconds = (System.nanoTime() - begun) / 1e9;
            long answered = errors(lab, counter) - before;
            assertTrue(answered >= 90 && answered <= 101 + 100 * seconds, answered + " in " + seconds + " s");
        }
    }

    private static int send(String to) throws Exception {
        try (DatagramSocket socket = new DatagramSocket()) {
            DatagramPacket packet = new DatagramPacket(new byte[40], 40, InetAddress.ofLiteral(to), 9);
            for (int i = 0; i < PACKETS; i++) {
                socket.send(packet);
                if (i % 50 == 0) {
                    java.util.concurrent.locks.LockSupport.parkNanos(1_000_000);
                }
            }
        }
        return PACKETS;
    }

    private static long dropped(Lab lab) {
        try {
            String counters = KernelBehaviourLabTest.ask(lab, 0, "get=counters");
            return Long.parseLong(counters.replaceAll("(?s).*?drop_no_peer=(\\d+).*", "$1"));
        } catch (java.io.IOException failure) {
            throw new AssertionError(failure);
        }
    }

    /** What the interface's queue had no room for. */
    private static long lost(Lab lab) {
        try {
            String devices = Lab.output("ip", "netns", "exec", lab.namespace(0), "cat", "/proc/net/dev");
            String ours = devices.lines()
                    .filter(l -> l.strip().startsWith(lab.name(0) + ":"))
                    .findAny()
                    .orElseThrow();
            return Long.parseLong(ours.substring(ours.indexOf(':') + 1).strip().split("\\s+", -1)[11]);
        } catch (java.io.IOException failure) {
            throw new AssertionError(failure);
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
            return PACKETS;
        }
    }

    /** ICMP errors that the namespace's kernel has received. */
    private static long errors(Lab lab, String counter) throws Exception {
        String[] read = {"ip", "netns", "exec", lab.namespace(0), "cat", "/proc/net/snmp", "/proc/net/snmp6"};
        String all = Lab.output(read);
        if (counter.startsWith("Icmp6")) {
            return Long.parseLong(all.replaceAll("(?s).*" + counter + "\\s+(\\d+).*", "$1"));
        }
        String[] lines = all.lines().filter(l -> l.startsWith("Icmp:")).toArray(String[]::new);
        assertEquals(2, lines.length);
        int column = java.util.List.of(lines[0].split(" ", -1)).indexOf(counter);
        return Long.parseLong(lines[1].split(" ", -1)[column]);
    }
}
