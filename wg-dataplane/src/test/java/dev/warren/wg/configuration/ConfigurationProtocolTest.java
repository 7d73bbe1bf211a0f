package dev.warren.wg.configuration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.warren.wg.engine.Device;
import dev.warren.wg.timers.TimerParameters;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Random;
import java.util.Scanner;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Requests and answers over the socket, one connection for all of a test. */
class ConfigurationProtocolTest {
    private static final String PRIVATE = "e84b5a6d2717c1003a13b431570353dbaca9146cf150c5f8575680feba52027a";
    private static final String PEER = "b85996fecc9c7f1fc6d2572a76eda11d59bcd20be8e543b15ce4bd85a8e75a33";
    private static final String OTHER = "58402e695ba1772b1cc9309755f043251ea77fdcf10fbe63989ceb7e19321376";
    private static final String OK = "errno=0\n\n";
    private static final String INVALID = "errno=-22\n\n";

    private final Device device = new Device(TimerParameters.PAPER, new Random(1), () -> {});
    private final FakeListenSettings listen = new FakeListenSettings();

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private Path folder;

    @SuppressWarnings("NullAway.Init") // set before each test
    private ConfigurationServer server;

    @SuppressWarnings("NullAway.Init") // set before each test
    private SocketChannel client;

    @BeforeEach
    void connect() throws IOException {
        server = ConfigurationServer.start(folder.resolve("wg").resolve("t.sock"), device, listen, () -> {});
        client = SocketChannel.open(UnixDomainSocketAddress.of(server.path()));
    }

    @AfterEach
    void disconnect() throws IOException {
        client.close();
        server.close();
        assertFalse(Files.exists(server.path()));
    }

    private String ask(String request) throws IOException {
        client.write(ByteBuffer.wrap((request + "\n").getBytes(StandardCharsets.US_ASCII)));
        StringBuilder answer = new StringBuilder();
        Scanner lines = new Scanner(Channels.newReader(client, StandardCharsets.US_ASCII)).useDelimiter("\n");
        while (true) {
            String line = lines.next();
            answer.append(line).append('\n');
            if (line.startsWith("errno=")) {
                return answer.append('\n').toString();
            }
        }
    }

    private String state() throws IOException {
        return ask("get=1\n").replaceAll("(last_handshake_time_n?sec|[rt]x_bytes|protocol_version)=.*\n", "");
    }

    @Test
    void whatIsSetCanBeRead() throws IOException {
        assertEquals("listen_port=1\n" + OK, state());
        String request = "set=1\nprivate_key=" + PRIVATE
                + "\nlisten_port=12912\nfwmark=4294967295\nreplace_peers=true\n"
                + "public_key=" + PEER + "\npreshared_key=" + OTHER + "\nendpoint=[2607:5300:60:6b0::c05f:543]:2468\n"
                + "persistent_keepalive_interval=25\nreplace_allowed_ips=true\nallowed_ip=192.168.4.4/32\nallowed_ip=fd00::/64\n"
                + "protocol_version=1\n";
        assertEquals(OK, ask(request));
        assertEquals(
                "private_key=" + PRIVATE + "\nlisten_port=12912\nfwmark=4294967295\npublic_key=" + PEER
                        + "\npreshared_key=" + OTHER + "\nendpoint=[2607:5300:60:6b0::c05f:543]:2468\n"
                        + "persistent_keepalive_interval=25\nallowed_ip=192.168.4.4/32\nallowed_ip=fd00::/64\n" + OK,
                state());
    }

    @Test
    void whatChangesByItselfIsToldWithoutSecretsAndPrefixes() throws IOException {
        ask("set=1\nprivate_key=" + PRIVATE + "\npublic_key=" + PEER + "\npreshared_key=" + OTHER
                + "\nendpoint=[fe80::1%7]:2468\npersistent_keepalive_interval=25\nallowed_ip=fd00::/64\n");
        assertEquals(
                "public_key=" + PEER + "\nendpoint=[fe80::1%7]:2468\nlast_handshake_time_sec=0\n"
                        + "last_handshake_time_nsec=0\ntx_bytes=0\nrx_bytes=0\npersistent_keepalive_interval=25\n" + OK,
                ask("get=peers\n"));
        assertEquals(INVALID, ask("get=peers\nallowed_ip=::/0\n"));
    }

    @Test
    void prefixesMoveAreRemovedAndAreReplaced() throws IOException {
        ask("set=1\npublic_key=" + PEER + "\nallowed_ip=10.0.0.1/24\nallowed_ip=10.1.0.0/16\npublic_key=" + OTHER
                + "\n");
        assertEquals(OK, ask("set=1\npublic_key=" + OTHER + "\nallowed_ip=10.0.0.0/24\nallowed_ip=-10.1.0.0/16\n"));
        assertTrue(state().contains("allowed_ip=10.1.0.0/16\npublic_key=" + OTHER), "not another's to remove");
        assertEquals(OK, ask("set=1\npublic_key=" + PEER + "\nallowed_ip=-10.1.0.0/16\nallowed_ip=-10.9.0.0/16\n"));
        assertFalse(state().contains("10.1.0.0/16"));
        assertEquals(OK, ask("set=1\npublic_key=" + OTHER + "\nreplace_allowed_ips=true\nallowed_ip=::/0\n"));
        assertFalse(state().contains("10.0.0.0/24"));
        assertTrue(state().contains("allowed_ip=::/0\n"));
    }

    @Test
    void updateOnlyAndRemoveMakeNoPeers() throws IOException {
        assertEquals(OK, ask("set=1\npublic_key=" + PEER + "\nupdate_only=true\nallowed_ip=10.0.0.0/8\n"));
        assertEquals(OK, ask("set=1\npublic_key=" + PEER + "\nremove=true\n"));
        assertEquals("listen_port=1\n" + OK, state());
        ask("set=1\npublic_key=" + PEER + "\n");
        assertEquals(OK, ask("set=1\npublic_key=" + PEER + "\nupdate_only=true\nallowed_ip=10.0.0.0/8\n"));
        assertTrue(state().contains("10.0.0.0/8"));
        ask("set=1\npublic_key=" + PEER + "\nremove=true\npublic_key=" + OTHER + "\n");
        assertFalse(state().contains(PEER));
        assertEquals(OK, ask("set=1\nreplace_peers=true\n"));
        assertEquals("listen_port=1\n" + OK, state());
    }

    @Test
    void aPeerWithTheDevicesOwnKeyIsIgnored() throws IOException {
        ask("set=1\nprivate_key=" + PRIVATE + "\n");
        String own = device.configure(c -> java.util.HexFormat.of()
                .formatHex(dev.warren.wg.crypto.X25519.publicKey(java.util.Objects.requireNonNull(c.privateKey()))));
        assertEquals(OK, ask("set=1\npublic_key=" + own + "\nallowed_ip=10.0.0.0/8\n"));
        assertFalse(state().contains("public_key"));
        assertEquals(OK, ask("set=1\nprivate_key=" + "0".repeat(64) + "\n"));
        assertFalse(state().contains("private_key"));
    }

    @Test
    void malformedRequestsAreAnsweredAndChangeNothingAfterTheFault() throws IOException {
        for (String line : new String[] {
            "private_key=00",
            "private_key=" + "g".repeat(64),
            "listen_port=65536",
            "listen_port=x",
            "fwmark=-1",
            "replace_peers=false",
            "fwmark=+1",
            "listen_port=+5",
            "nonsense=1",
            "public_key=12",
            "public_key=" + PEER + "\nallowed_ip=10.0.0.0/33",
            "public_key=" + PEER + "\nallowed_ip=example/8",
            "public_key=" + PEER + "\nendpoint=example.org:1",
            "public_key=" + PEER + "\nendpoint=192.0.2.1:65536",
            "public_key=" + PEER + "\npersistent_keepalive_interval=70000",
            "public_key=" + PEER + "\nprotocol_version=2",
            "public_key=" + PEER + "\nforget_timestamp=false",
            "public_key=" + PEER + "\nprivate_key=" + PRIVATE,
        }) {
            assertEquals(INVALID, ask("set=1\n" + line + "\nfwmark=77\n"), line);
        }
        assertEquals(INVALID, ask("get=2\n"));
        assertEquals("errno=-71\n\n", ask("hello\n"));
        assertEquals("errno=-71\n\n", ask("set=1\nnonsense\nfwmark=77\n"));
        assertEquals(0, listen.mark);
        listen.taken = true;
        assertEquals("errno=-98\n\n", ask("set=1\nlisten_port=53\n"));
    }

    @Test
    void manyPrefixesGoThroughInBothDirections() throws IOException {
        StringBuilder request = new StringBuilder("set=1\npublic_key=" + PEER + "\n");
        for (int i = 0; i < 50_000; i++) {
            request.append("allowed_ip=10.")
                    .append(i >> 8)
                    .append('.')
                    .append(i & 255)
                    .append(".0/24\n");
        }
        assertEquals(OK, ask(request.toString()));
        assertEquals(
                50_000,
                ask("get=1\n").lines().filter(l -> l.startsWith("allowed_ip=")).count());
    }

    @Test
    void theSocketIsItsOwnersAloneAndAStaleOneIsReplaced() throws IOException {
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(server.path())));
        assertEquals(
                "rwx------",
                PosixFilePermissions.toString(
                        Files.getPosixFilePermissions(server.path().resolveSibling("."))));
        assertTrue(ConfigurationServer.isServed(server.path()));
        Path stale = server.path().resolveSibling("stale.sock");
        Files.createFile(stale);
        assertFalse(ConfigurationServer.isServed(stale));
        ConfigurationServer.start(stale, device, listen, () -> {}).close();
    }

    @Test
    void whoEndsLateLeavesTheSocketOfItsSuccessor() throws Exception {
        Path path = server.path().resolveSibling("two.sock");
        CountDownLatch replaced = new CountDownLatch(1);
        ConfigurationServer early = ConfigurationServer.start(path, device, listen, replaced::countDown);
        Files.delete(path);
        try (ConfigurationServer later = ConfigurationServer.start(path, device, listen, () -> {})) {
            assertTrue(replaced.await(10, TimeUnit.SECONDS), "another's socket is not its own");
            early.close();
            assertTrue(ConfigurationServer.isServed(later.path()));
        }
        assertFalse(Files.exists(path));
    }

    private static final class FakeListenSettings implements ListenSettings {
        int port = 1;
        int mark;
        boolean taken;

        @Override
        public int port() {
            return port;
        }

        @Override
        public void setPort(int value) throws IOException {
            if (taken) {
                throw new dev.warren.linux.libc.LibcException("can't bind", 98);
            }
            port = value;
        }

        @Override
        public int mark() {
            return mark;
        }

        @Override
        public void setMark(int value) {
            mark = value;
        }
    }
}
