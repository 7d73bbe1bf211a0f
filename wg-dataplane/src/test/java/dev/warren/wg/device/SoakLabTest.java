package dev.warren.wg.device;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Keys are renewed every three seconds under pings of both families, and none is lost. Half a minute; the system property
 * {@code warren.soak.seconds} makes it longer.
 */
@Tag("lab")
class SoakLabTest {
    private static final int SECONDS = Integer.getInteger("warren.soak.seconds", 30);
    private static final String DIVISOR = "-Dwarren.wg.timers.divisor=40";

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private Path folder;

    @Test
    void noPingIsLostWhileKeysAreRenewedAllTheTime() throws Exception {
        try (Lab lab = new Lab(folder)) {
            Process first = lab.start(0, Lab.OURS, DIVISOR);
            Process second = lab.start(1, Lab.OURS, DIVISOR);
            lab.configure("192.0.2.2:51821");
            assertTrue(lab.ping(0, "10.9.0.2", "-c1", "-W5") == 0);
            Future<String> v4 = pings(lab, 0, "10.9.0.2");
            Future<String> v6 = pings(lab, 1, "fd09::1");
            Set<String> handshakes = new HashSet<>();
            await(() -> {
                handshakes.add(latestHandshake(lab));
                return v4.isDone() && v6.isDone();
            });
            for (String pings : new String[] {v4.get(1, TimeUnit.SECONDS), v6.get(1, TimeUnit.SECONDS)}) {
                System.out.println(pings.strip());
                assertTrue(pings.contains(" 0% packet loss"), pings);
            }
            System.out.println("handshakes seen: " + handshakes.size());
            assertTrue(handshakes.size() > SECONDS / 6, "only " + handshakes.size() + " handshakes");
            assertTrue(first.isAlive() && second.isAlive());
        }
    }

    private static String latestHandshake(Lab lab) {
        try {
            return Lab.output("wg", "show", lab.name(0), "latest-handshakes");
        } catch (java.io.IOException | InterruptedException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private static void await(java.util.function.BooleanSupplier over) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS + 60L);
        while (!over.getAsBoolean()) {
            assertTrue(System.nanoTime() - deadline < 0, "the pings did not end");
            java.util.concurrent.locks.LockSupport.parkNanos(500_000_000);
        }
    }

    private static Future<String> pings(Lab lab, int from, String to) {
        return NamespaceThread.start(
                lab.namespace(from), () -> Lab.output("ping", "-q", "-c" + SECONDS * 10, "-i0.1", "-W2", to));
    }
}
