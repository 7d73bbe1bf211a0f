package dev.warren.wg.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several queues, each with its pair of threads. */
@Tag("lab")
class QueuesLabTest {
    private static final int QUEUES = 4;
    private static final long BUSY = 10_000_000;

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private Path folder;

    /** Flows spread over the threads; a peer that moves to another port, and so to another thread, loses nothing; no flow is mixed up. */
    @Test
    void flowsSpreadOverTheThreadsAndStayInOrder() throws Exception {
        try (Lab lab = new Lab(folder)) {
            lab.start(0, Lab.OURS, "-Dwarren.wg.queues=" + QUEUES);
            Process ours = lab.start(1, Lab.OURS, "-Dwarren.wg.queues=" + QUEUES);
            lab.configure("[2001:db8::2]:51821");
            for (int move = 0; move < 12; move++) {
                Lab.run("wg", "set", lab.name(0), "listen-port", Integer.toString(40_000 + move));
                assertEquals(0, lab.ping(0, "10.9.0.2", "-c3", "-i0.1", "-W5"), () -> lab.state());
                assertEquals(0, lab.ping(0, "fd09::2", "-c3", "-i0.1", "-W5"), () -> lab.state());
                for (String to : List.of("10.9.0.2", "fd09::2")) {
                    burst(lab, to);
                }
            }
            for (String to : List.of("10.9.0.2", "fd09::2")) {
                lab.iperf(to, false, "-P", "8");
                lab.iperf(to, true, "-P", "8");
                String datagrams = lab.iperf(to, false, "-u", "-b", "20M", "-l", "1200", "-J");
                assertTrue(datagrams.contains("\"out_of_order\":\t0"), datagrams);
                assertFalse(datagrams.matches("(?s).*\"out_of_order\":\t[1-9].*"), datagrams);
            }
            assertTrue(busy(ours, "wg-inbound-") > 1, "several threads receive");
            assertTrue(busy(ours, "wg-outbound-") > 1, "several threads send");
        }
    }

    private static void burst(Lab lab, String to) throws IOException, InterruptedException {
        assertEquals(0, lab.ping(0, to, "-q", "-c200", "-i0.002", "-W5"));
    }

    /** How many threads of that name have worked. */
    private static long busy(Process process, String name) throws IOException {
        try (Stream<Path> tasks = Files.list(Path.of("/proc", Long.toString(process.pid()), "task"))) {
            return tasks.filter(t -> Lab.text(t.resolve("comm")).startsWith(name))
                    .filter(t -> nanosOnCpu(t) > BUSY)
                    .count();
        }
    }

    private static long nanosOnCpu(Path task) {
        try {
            String[] fields = Files.readString(task.resolve("schedstat")).split(" ", -1);
            return Long.parseLong(fields[0]);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
