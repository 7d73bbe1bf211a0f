package dev.warren.wg.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Scanner;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the kernel's WireGuard does when addresses, interfaces and families come and go: ours too. */
@Tag("lab")
class KernelBehaviourLabTest {
    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private Path folder;

    private Lab joined(String endpoint, String... javaOptions) throws IOException, InterruptedException {
        Lab lab = new Lab(folder);
        lab.start(0, Lab.OURS, javaOptions);
        lab.start(1, Lab.OURS, javaOptions);
        lab.configure(endpoint);
        return lab;
    }

    private static void assertPings(Lab lab) throws IOException, InterruptedException {
        assertEquals(0, lab.ping(0, "10.9.0.2", "-c2", "-i0.3", "-W10"));
        assertEquals(0, lab.ping(1, "fd09::1", "-c2", "-i0.3", "-W10"));
    }

    private static String ask(Lab lab, String request) throws IOException {
        return ask(lab, 0, request);
    }

    static String ask(Lab lab, int end, String request) throws IOException {
        try (SocketChannel client = SocketChannel.open(UnixDomainSocketAddress.of(lab.socket(end)))) {
            client.write(ByteBuffer.wrap((request + "\n\n").getBytes(StandardCharsets.US_ASCII)));
            Scanner answer = new Scanner(Channels.newReader(client, StandardCharsets.US_ASCII)).useDelimiter("\n\n");
            return answer.next();
        }
    }

    @Test
    void anAddressOfOursThatGoesIsForgottenAndTheTunnelGoesOn() throws Exception {
        try (Lab lab = joined("192.0.2.2:51821")) {
            Lab.run("ip", "-n", lab.namespace(1), "addr", "add", "192.0.2.22/24", "dev", "v1");
            assertPings(lab);
            Lab.run("wg", "set", lab.name(0), "peer", lab.publicKey(1), "endpoint", "192.0.2.22:51821");
            assertPings(lab);
            Lab.run("ip", "-n", lab.namespace(1), "addr", "del", "192.0.2.22/24", "dev", "v1");
            assertEquals(0, lab.ping(1, "10.9.0.1", "-c2", "-i0.3", "-W10"), "from the address that is left");
            assertTrue(Lab.output("wg", "show", lab.name(0), "endpoints").contains("192.0.2.2:51821"));
        }
    }

    @Test
    void countersTellWhyPacketsWereDroppedAndWgIsNotDisturbed() throws Exception {
        try (Lab lab = joined("192.0.2.2:51821")) {
            assertPings(lab);
            Lab.run("ip", "-n", lab.namespace(1), "addr", "add", "10.9.0.77/32", "dev", lab.name(1));
            assertNotEquals(0, lab.ping(1, "10.9.0.1", "-c3", "-i0.3", "-W1", "-I", "10.9.0.77"));
            String counters = ask(lab, "get=counters");
            String ofPeer = counters.substring(counters.indexOf("public_key="));
            assertTrue(ofPeer.contains("drop_wrong_source=3"), counters);
            String shown = Lab.output("wg", "show", lab.name(0));
            assertTrue(shown.contains("latest handshake") && !shown.contains("drop"), shown);
        }
    }

    private static boolean hasLinkLocal(Lab lab, int end) {
        try {
            String all = Lab.output("ip", "-n", lab.namespace(end), "-6", "addr", "show", "scope", "link");
            return all.contains("fe80") && !all.contains("tentative");
        } catch (IOException failure) {
            throw new AssertionError(failure);
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
            throw new AssertionError(hurried);
        }
    }

    @Test
    void aLinkLocalEndpointKeepsItsScope() throws Exception {
        try (Lab lab = new Lab(folder)) {
            Lab.await("link-local address", () -> hasLinkLocal(lab, 0) && hasLinkLocal(lab, 1));
            String address = Lab.output("ip", "-n", lab.namespace(1), "-6", "-o", "addr", "show", "scope", "link");
            String linkLocal = address.replaceAll("(?s).*?inet6 (fe80[^/]*)/.*", "$1");
            String index = Lab.output("ip", "netns", "exec", lab.namespace(0), "cat", "/sys/class/net/v0/ifindex");
            lab.start(0, Lab.OURS);
            lab.start(1, Lab.OURS);
            lab.configure("192.0.2.2:51821");
            String endpoint = "[" + linkLocal + "%v0]:51821"; // wg asks its own namespace what v0 is
            List<String> set = List.of("ip", "netns", "exec", lab.namespace(0), "wg", "set", lab.name(0));
            Lab.run(Stream.concat(set.stream(), Stream.of("peer", lab.publicKey(1), "endpoint", endpoint))
                    .toArray(String[]::new));
            assertPings(lab);
            assertTrue(ask(lab, "get=1").contains("endpoint=[" + linkLocal + "%" + index.strip() + "]:51821"));
        }
    }

    @Test
    void withoutIpv6ItWorksOverIpv4() throws Exception {
        try (Lab lab = new Lab(folder)) {
            for (int i = 0; i < 2; i++) {
                String off = "net.ipv6.conf.v" + i + ".disable_ipv6=1";
                Lab.run(
                        "ip",
                        "netns",
                        "exec",
                        lab.namespace(i),
                        "sysctl",
                        "-qw",
                        off,
                        "net.ipv6.conf.lo.disable_ipv6=1");
                lab.start(i, Lab.OURS);
            }
            lab.configure("192.0.2.2:51821");
            assertPings(lab);
            Lab.run("wg", "set", lab.name(0), "peer", lab.publicKey(1), "endpoint", "[2001:db8::2]:51821");
            assertNotEquals(0, lab.ping(0, "10.9.0.2", "-c1", "-W1"));
            assertFalse(ask(lab, "get=counters").contains("drop_not_sent=0"), "a send without a way is counted");
        }
    }

    @Test
    void portMtuAndNameMayChangeAtRunTime() throws Exception {
        try (Lab lab = joined("192.0.2.2:51821")) {
            assertPings(lab);
            Lab.run("wg", "set", lab.name(0), "listen-port", "0");
            int port = Integer.parseInt(
                    Lab.output("wg", "show", lab.name(0), "listen-port").strip());
            assertTrue(port > 0 && port != 51_820, "port " + port);
            assertPings(lab);
            for (int i = 0; i < 2; i++) {
                Lab.run("ip", "-n", lab.namespace(i), "link", "set", lab.name(i), "mtu", "65535");
            }
            assertEquals(0, lab.ping(0, "10.9.0.2", "-c2", "-i0.3", "-W10", "-s", "65000"));
            Lab.run("ip", "-n", lab.namespace(0), "link", "set", lab.name(0), "name", "renamed0");
            assertPings(lab);
        }
    }

    @Test
    void withoutOffloadsTcpPasses() throws Exception {
        try (Lab lab = joined("192.0.2.2:51821", "-Dwarren.wg.offload=false")) {
            assertPings(lab);
            lab.iperf("10.9.0.2", false);
            lab.iperf("fd09::2", true);
        }
    }
}
