package dev.warren.wg.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A hundred thousand idle peers with a prefix of each family: what the whole process takes. */
@Tag("lab")
class ManyPeersLabTest {
    private static final int PEERS = 100_000;
    private static final int BATCH = 5_000;

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private Path folder;

    @Test
    void aHundredThousandIdlePeersFitIn300Mebibytes() throws Exception {
        try (Lab lab = new Lab(folder)) {
            Process ours = lab.start(
                    0, Lab.OURS, "-Xmx160m", "-XX:+UseCompactObjectHeaders", "-XX:TrimNativeHeapInterval=5000");
            lab.start(1, Lab.OURS);
            lab.configure("192.0.2.2:51821");
            for (int first = 0; first < PEERS; first += BATCH) {
                assertEquals("errno=0", KernelBehaviourLabTest.ask(lab, 0, peers(first)));
            }
            assertEquals(0, lab.ping(0, "10.9.0.2", "-c2", "-i0.2", "-W10"), "among so many");
            assertEquals(
                    PEERS + 1,
                    Lab.output("wg", "show", lab.name(0), "peers").lines().count());
            long kibibytes = resident(ours);
            for (int second = 0; second < 60 && (isTraining(ours) || kibibytes >= 300 * 1_024); second++) {
                Thread.sleep(1_000); // what the compiler took for the first packets goes back
                kibibytes = resident(ours);
            }
            System.out.println("resident: " + kibibytes / 1024 + " MiB");
            assertTrue(kibibytes < 300 * 1_024, kibibytes + " KiB");
        }
    }

    private static boolean isTraining(Process process) throws IOException {
        try (Stream<Path> threads = Files.list(Path.of("/proc", Long.toString(process.pid()), "task"))) {
            return threads.anyMatch(thread -> Lab.text(thread.resolve("comm")).startsWith("wg-training"));
        }
    }

    private static long resident(Process process) {
        String status = Lab.text(Path.of("/proc", Long.toString(process.pid()), "status"));
        return Long.parseLong(status.replaceAll("(?s).*VmRSS:\\s+(\\d+) kB.*", "$1"));
    }

    private static String peers(int first) {
        StringBuilder request = new StringBuilder("set=1");
        for (int i = first; i < first + BATCH; i++) {
            request.append("\npublic_key=").append("%08x".formatted(i).repeat(8));
            request.append("\nendpoint=192.0.2.9:").append(1 + i % 60_000);
            request.append("\nallowed_ip=10.")
                    .append(64 + (i >> 16))
                    .append('.')
                    .append((i >> 8) & 255)
                    .append('.')
                    .append(i & 255)
                    .append("/32\nallowed_ip=fd10::")
                    .append(Integer.toHexString(i >> 16))
                    .append(':')
                    .append(Integer.toHexString(i & 0xffff))
                    .append("/128");
        }
        return request.toString();
    }
}
