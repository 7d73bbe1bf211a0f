package dev.warren.wg.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.warren.linux.lab.LabNamespace;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The interface gets another name, another MTU, another namespace, while the tunnel is in use. */
@Tag("lab")
class InterfaceLabTest {
    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private Path folder;

    private Lab joined() throws Exception {
        Lab lab = new Lab(folder);
        lab.start(0, Lab.OURS);
        lab.start(1, Lab.OURS);
        lab.configure("[2001:db8::2]:51821");
        assertEquals(0, lab.ping(0, "10.9.0.2", "-c1", "-W10"));
        return lab;
    }

    private static String latestHandshake(Lab lab) throws Exception {
        return KernelBehaviourLabTest.ask(lab, 0, "get=1").replaceAll("(?s).*last_handshake_time_nsec=(\\d+).*", "$1");
    }

    /** Going down ends the sessions; so a handshake after coming up tells that it was seen. */
    @Test
    void underAnotherNameItIsStillSeenToGoDownAndUp() throws Exception {
        try (Lab lab = joined()) {
            String before = latestHandshake(lab);
            Lab.run("ip", "-n", lab.namespace(0), "link", "set", lab.name(0), "name", "other0");
            assertEquals(0, lab.ping(0, "10.9.0.2", "-c2", "-i0.3", "-W5"));
            assertEquals(before, latestHandshake(lab));
            Lab.run("ip", "-n", lab.namespace(0), "link", "set", "other0", "down");
            assertNotEquals(0, lab.ping(1, "10.9.0.1", "-c1", "-W1"));
            Lab.run("ip", "-n", lab.namespace(0), "link", "set", "other0", "up");
            assertEquals(0, lab.ping(0, "10.9.0.2", "-c1", "-W10"));
            assertNotEquals(before, latestHandshake(lab));
        }
    }

    /** The sockets stay where the process was started: what is moved away has no other way out. */
    @Test
    void inAnotherNamespaceItGoesOn() throws Exception {
        try (Lab lab = joined();
                LabNamespace other = LabNamespace.create()) {
            Lab.run("ip", "-n", lab.namespace(0), "link", "set", lab.name(0), "netns", other.name());
            lab.up(other.name(), 0);
            other.run("ping", "-q", "-c3", "-i0.2", "-W5", "10.9.0.2");
            other.run("ping", "-q", "-c3", "-i0.2", "-W5", "fd09::2");
            Lab.run("ip", "-n", lab.namespace(1), "route", "flush", "cache");
            assertEquals(0, lab.ping(1, "10.9.0.1", "-c2", "-i0.2", "-W5"));
            assertTrue(other.run("ip", "link").contains(lab.name(0)));
        }
    }

    /** The largest packet that is carried has 65,459 bytes: what fits a datagram with its padding. */
    @ParameterizedTest
    @ValueSource(ints = {1_280, 9_000, 65_459, 65_535})
    void theMtuMayChangeAtRunTimeUpTo65535(int mtu) throws Exception {
        try (Lab lab = joined()) {
            for (int end = 0; end < 2; end++) {
                Lab.run("ip", "-n", lab.namespace(end), "link", "set", lab.name(end), "mtu", "" + mtu);
            }
            int largest = Math.min(mtu, 65_459);
            for (int size : new int[] {1_280, largest - 1, largest}) {
                String label = "MTU " + mtu + " packet of " + size;
                assertEquals(0, lab.ping(0, "10.9.0.2", "-c1", "-W5", "-Mdo", "-s", "" + (size - 28)), label);
                assertEquals(0, lab.ping(1, "fd09::1", "-c1", "-W5", "-Mdo", "-s", "" + (size - 48)), label);
            }
            for (String to : mtu == largest ? new String[] {"10.9.0.2", "fd09::2"} : new String[0]) {
                long before = lab.transferred(0);
                lab.iperf(to, false);
                assertTrue(lab.transferred(0) - before > 10_000_000, "MTU " + mtu + ": TCP to " + to);
            }
        }
    }
}
