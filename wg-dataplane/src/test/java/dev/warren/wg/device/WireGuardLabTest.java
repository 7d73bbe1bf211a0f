package dev.warren.wg.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The process in network namespaces: what changes while it runs, and how it ends. */
@Tag("lab")
class WireGuardLabTest {
    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private Path folder;

    @Test
    void allowedIpsChangeWhilePacketsFlow() throws Exception {
        try (Lab lab = joined()) {
            Lab.run("wg", "set", lab.name(0), "peer", lab.publicKey(1), "allowed-ips", "fd09::2/128");
            assertNotEquals(0, lab.ping(0, "10.9.0.2", "-c1", "-W1"));
            assertEquals(0, lab.ping(0, "fd09::2", "-c1", "-W2"));
            String refused = Lab.output("ip", "netns", "exec", lab.namespace(0), "ping", "-c1", "-W1", "10.9.0.7");
            assertTrue(refused.contains("Destination Host Unreachable"), refused);
            refused = Lab.output("ip", "netns", "exec", lab.namespace(0), "ping", "-c1", "-W1", "fd09::7");
            assertTrue(refused.contains("Address unreachable"), refused);
            Lab.run("wg", "set", lab.name(0), "peer", lab.publicKey(1), "allowed-ips", "10.9.0.0/24");
            assertEquals(0, lab.ping(0, "10.9.0.2", "-c1", "-W2"));
            assertNotEquals(0, lab.ping(0, "fd09::2", "-c1", "-W1"));
            Lab.run("wg", "set", lab.name(0), "listen-port", "40000", "fwmark", "7");
            assertEquals(0, lab.ping(0, "10.9.0.2", "-c2", "-i0.3", "-W2"));
            assertTrue(Lab.output("wg", "show", lab.name(1), "endpoints").contains(":40000"));
            Lab.run("wg", "set", lab.name(0), "peer", lab.publicKey(1), "remove");
            assertNotEquals(0, lab.ping(0, "10.9.0.2", "-c1", "-W1"));
        }
    }

    @Test
    void keysAreRenewedWithoutALostPing() throws Exception {
        try (Lab lab = new Lab(folder)) {
            lab.start(0, Lab.OURS, "-Dwarren.wg.timers.divisor=40");
            lab.start(1, Lab.OURS, "-Dwarren.wg.timers.divisor=40");
            lab.configure("192.0.2.2:51821");
            assertEquals(0, lab.ping(0, "10.9.0.2", "-c1", "-W5"));
            String before = Lab.output("wg", "show", lab.name(0), "latest-handshakes");
            String pings = Lab.output("ip", "netns", "exec", lab.namespace(0), "ping", "-c80", "-i0.1", "fd09::2");
            assertTrue(pings.contains(" 0% packet loss"), () -> pings + lab.state());
            assertNotEquals(before, Lab.output("wg", "show", lab.name(0), "latest-handshakes"));
        }
    }

    @Test
    void itEndsCleanlyAndLeavesNothing() throws Exception {
        try (Lab lab = new Lab(folder)) {
            Process terminated = lab.start(0, Lab.OURS);
            Process second = lab.start(0, Lab.OURS);
            assertTrue(second.waitFor(10, TimeUnit.SECONDS));
            assertEquals(1, second.exitValue());
            assertTrue(Lab.text(lab.log(0).toPath()).contains("is served already"), "one clear line");
            terminated.destroy();
            assertEnded(lab, terminated);

            Process deleted = lab.start(0, Lab.OURS);
            Lab.run("ip", "-n", lab.namespace(0), "link", "del", lab.name(0));
            assertEnded(lab, deleted);

            Process unserved = lab.start(0, Lab.OURS);
            Files.delete(lab.socket(0));
            assertEnded(lab, unserved);

            Process killed = lab.start(0, Lab.OURS);
            killed.destroyForcibly().waitFor();
            assertTrue(Files.exists(lab.socket(0)), "a stale socket");
            Files.writeString(lab.log(0).toPath(), "");
            Process next = lab.start(0, Lab.OURS);
            Lab.await("new server", () -> Lab.text(lab.log(0).toPath()).contains("serving"));
            next.destroy();
            assertEnded(lab, next);
        }
    }

    private static void assertEnded(Lab lab, Process process) throws InterruptedException {
        assertTrue(process.waitFor(10, TimeUnit.SECONDS), "it did not end");
        assertEquals(0, process.exitValue());
        assertFalse(Files.exists(lab.socket(0)));
    }

    private Lab joined() throws IOException, InterruptedException {
        Lab lab = new Lab(folder);
        lab.start(0, Lab.OURS);
        lab.start(1, Lab.WIREGUARD_GO);
        lab.configure("192.0.2.2:51821");
        assertEquals(0, lab.ping(0, "10.9.0.2", "-c1", "-W5"));
        return lab;
    }
}
