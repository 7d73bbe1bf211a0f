package dev.warren.wg.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Addresses that come and go below the tunnel, and the source that is kept for answers. */
@Tag("lab")
class AddressChangeLabTest {
    private static final int PINGS = 150;

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private Path folder;

    /** End 1 has two addresses and is called by the second, which is not the one that the kernel would choose to answer from. */
    @ParameterizedTest
    @CsvSource({
        "ours,192.0.2.22,192.0.2.22/24,192.0.2.2",
        "ours,[2001:db8::22],2001:db8::22/64,[2001:db8::2]",
        "wireguard-go,192.0.2.22,192.0.2.22/24,192.0.2.2",
        "wireguard-go,[2001:db8::22],2001:db8::22/64,[2001:db8::2]"
    })
    void theAddressThatWasCalledAnswersAndWhenItGoesTrafficGoesOn(
            String caller, String called, String prefix, String left) throws Exception {
        try (Lab lab = new Lab(folder)) {
            lab.start(0, caller);
            lab.start(1, Lab.OURS);
            String[] add = {"ip", "-n", lab.namespace(1), "addr", "add", prefix, "dev", "v1"};
            Lab.run(prefix.contains(":") ? with(add, "nodad", "preferred_lft", "0") : add);
            lab.configure(called + ":51821");
            assertEquals(0, lab.ping(0, "10.9.0.2", "-c1", "-W10"));
            assertEquals(0, lab.ping(1, "fd09::1", "-c3", "-i0.2", "-W5"));
            assertTrue(endpoint(lab).contains("\t" + called + ":51821"), endpoint(lab));

            Future<String> pings = NamespaceThread.start(
                    lab.namespace(1), () -> Lab.output("ping", "-q", "-c" + PINGS, "-i0.02", "-W2", "10.9.0.1"));
            long before = lab.transferred(1);
            Lab.await("traffic", () -> transferred(lab) > before + 4_000);
            Lab.run("ip", "-n", lab.namespace(1), "addr", "del", prefix, "dev", "v1");
            String result = pings.get(20, TimeUnit.SECONDS);
            int received = Integer.parseInt(result.replaceAll("(?s).* (\\d+) received.*", "$1"));
            assertTrue(received >= PINGS - 2, "but for answers on their way: " + result);
            assertTrue(endpoint(lab).contains("\t" + left + ":51821"), endpoint(lab));
        }
    }

    private static String[] with(String[] command, String... more) {
        String[] all = java.util.Arrays.copyOf(command, command.length + more.length);
        System.arraycopy(more, 0, all, command.length, more.length);
        return all;
    }

    private static String endpoint(Lab lab) throws IOException, InterruptedException {
        return Lab.output("wg", "show", lab.name(0), "endpoints");
    }

    private static long transferred(Lab lab) {
        try {
            return lab.transferred(1);
        } catch (IOException | InterruptedException failure) {
            throw new AssertionError(failure);
        }
    }

    @Test
    void anEndRoamsToAnotherFamilyAndAddress() throws Exception {
        try (Lab lab = new Lab(folder)) {
            lab.start(0, Lab.OURS);
            lab.start(1, Lab.OURS);
            lab.configure("192.0.2.2:51821");
            assertEquals(0, lab.ping(0, "10.9.0.2", "-c1", "-W10"));
            String[] endpoints = {"wg", "show", lab.name(1), "endpoints"};
            assertTrue(Lab.output(endpoints).contains("192.0.2.1:51820"));
            Lab.run("wg", "set", lab.name(0), "peer", lab.publicKey(1), "endpoint", "[2001:db8::2]:51821");
            assertEquals(0, lab.ping(0, "10.9.0.2", "-c1", "-W10"));
            assertTrue(Lab.output(endpoints).contains("[2001:db8::1]:51820"));
            Lab.run("ip", "-n", lab.namespace(0), "addr", "add", "2001:db8::99/64", "dev", "v0", "nodad");
            Lab.run("ip", "-n", lab.namespace(0), "addr", "del", "2001:db8::1/64", "dev", "v0");
            assertEquals(0, lab.ping(0, "fd09::2", "-c2", "-i0.3", "-W10"));
            assertTrue(Lab.output(endpoints).contains("[2001:db8::99]:51820"));
            assertEquals(0, lab.ping(1, "10.9.0.1", "-c2", "-i0.3", "-W10"));
        }
    }

    /** Only marked packets have a route to the other end. */
    @ParameterizedTest
    @CsvSource({"-4,192.0.2.0/24,192.0.2.2", "-6,2001:db8::/64,[2001:db8::2]"})
    void theFirewallMarkIsOnWhatIsSent(String family, String network, String server) throws Exception {
        try (Lab lab = new Lab(folder)) {
            lab.start(0, Lab.OURS);
            lab.start(1, Lab.OURS);
            String ns = lab.namespace(0);
            Lab.run("ip", "-n", ns, family, "route", "del", network, "dev", "v0");
            Lab.run("ip", "-n", ns, family, "route", "add", network, "dev", "v0", "table", "100");
            Lab.run("ip", "-n", ns, family, "rule", "add", "fwmark", "0xca6c", "lookup", "100");
            lab.configure(server + ":51821");
            assertNotEquals(0, lab.ping(0, "10.9.0.2", "-c1", "-W1"));
            Lab.run("wg", "set", lab.name(0), "fwmark", "0xca6c");
            assertEquals(0, lab.ping(0, "10.9.0.2", "-c1", "-W10"));
            Lab.run("wg", "set", lab.name(0), "listen-port", "40000");
            assertEquals(0, lab.ping(0, "fd09::2", "-c1", "-W10"), "a new socket has it too");
            Lab.run("wg", "set", lab.name(0), "fwmark", "off");
            assertNotEquals(0, lab.ping(0, "10.9.0.2", "-c1", "-W1"));
        }
    }
}
