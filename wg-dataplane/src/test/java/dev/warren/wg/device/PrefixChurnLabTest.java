package dev.warren.wg.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ten thousand prefixes around those in use come, move to another peer and go, again and again, and no ping is lost. */
@Tag("lab")
class PrefixChurnLabTest {
    private static final int PREFIXES = 10_000;
    private static final int PINGS = 800;

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private Path folder;

    /** Neighbours of 10.9.0.2/32 and fd09::2/128 and everything that covers them. */
    private static List<String> around() {
        return IntStream.range(0, PREFIXES)
                .mapToObj(i -> {
                    if (i < 32) {
                        return "10.9.0.2/" + i;
                    } else if (i < 32 + 128) {
                        return "fd09::2/" + (i - 32);
                    }
                    int host = i - 160 + 3;
                    return i % 2 == 0
                            ? "10.9." + (host >> 8) + "." + (host & 255) + "/32"
                            : "fd09::" + Integer.toHexString(host) + "/128";
                })
                .toList();
    }

    @Test
    void noPingIsLostWhileTheNeighbourhoodChanges() throws Exception {
        try (Lab lab = new Lab(folder)) {
            lab.start(0, Lab.OURS);
            lab.start(1, Lab.OURS);
            lab.configure("192.0.2.2:51821");
            assertEquals(0, lab.ping(0, "10.9.0.2", "-c1", "-W10"));
            assertEquals(0, lab.ping(0, "fd09::2", "-c1", "-W10"));
            Future<String> v4 = pings(lab, "10.9.0.2");
            Future<String> v6 = pings(lab, "fd09::2");
            List<String> around = around();
            String live = HexFormat.of().formatHex(Base64.getDecoder().decode(lab.publicKey(1)));
            String first = "11".repeat(32);
            String second = "22".repeat(32);
            int rounds = 0;
            while (!v4.isDone() || !v6.isDone()) {
                change(lab, first, "allowed_ip=", around);
                change(lab, second, "allowed_ip=", around);
                change(lab, live, "allowed_ip=", List.of("10.9.0.2/32", "fd09::2/128"));
                change(lab, second, "allowed_ip=-", around);
                rounds++;
            }
            for (Future<String> pings : List.of(v4, v6)) {
                assertTrue(pings.get(1, TimeUnit.SECONDS).contains(" 0% packet loss"), pings::resultNow);
            }
            assertTrue(rounds >= 3, "only " + rounds + " rounds");
            String counters = KernelBehaviourLabTest.ask(lab, 0, "get=counters");
            assertTrue(counters.contains("prefix_moves=" + (long) rounds * PREFIXES + "\n"), rounds + " " + counters);
            String state = KernelBehaviourLabTest.ask(lab, 0, "get=1");
            assertEquals(
                    2, state.lines().filter(l -> l.startsWith("allowed_ip=")).count());
        }
    }

    private static void change(Lab lab, String key, String word, List<String> prefixes) throws Exception {
        StringBuilder request = new StringBuilder("set=1\npublic_key=" + key);
        prefixes.forEach(prefix -> request.append('\n').append(word).append(prefix));
        assertEquals("errno=0", KernelBehaviourLabTest.ask(lab, 0, request.toString()));
    }

    private static Future<String> pings(Lab lab, String to) {
        return NamespaceThread.start(
                lab.namespace(0), () -> Lab.output("ping", "-q", "-c" + PINGS, "-i0.01", "-W2", to));
    }
}
