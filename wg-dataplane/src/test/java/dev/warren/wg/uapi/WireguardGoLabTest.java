package dev.warren.wg.uapi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.warren.linux.lab.LabNamespace;
import dev.warren.net.Endpoint;
import dev.warren.net.Prefix;
import dev.warren.net.PublicKey;
import dev.warren.wg.control.DeviceChange;
import dev.warren.wg.control.DeviceState;
import dev.warren.wg.control.KeyFile;
import dev.warren.wg.control.PeerChange;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against Debian's wireguard-go and wg(8). */
@Tag("lab")
class WireguardGoLabTest {
    private static final PublicKey FRA = PublicKey.parse("TrMvSoP4jYQlY6RIzBgbssQqY3vxI2Pi+y71lOWWXX0=");
    private static final PublicKey NYC = PublicKey.parse("xTIBA5rboUvnH4htodjb6e697QjLERt1NAB4mZqp8Dg=");

    @TempDir
    private Path folder;

    private final String name =
            "wt" + Integer.toHexString(ThreadLocalRandom.current().nextInt());
    private final UapiClient client = UapiClient.of(name);
    private LabNamespace namespace;
    private Process process;

    @BeforeEach
    void start() throws IOException {
        LabNamespace.assumeInstalled("/usr/bin/wireguard-go", "wireguard-go");
        LabNamespace.assumeInstalled("/usr/bin/wg", "wireguard-tools");
        namespace = LabNamespace.create();
        process = new ProcessBuilder(
                        "ip", "netns", "exec", namespace.name(), "/usr/bin/wireguard-go", "--foreground", name)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!serves()) {
            assertTrue(process.isAlive() && System.nanoTime() < deadline, "wireguard-go doesn't serve " + name);
            LockSupport.parkNanos(1_000_000);
        }
    }

    /** The socket's file is there a moment before anybody listens on it. */
    private boolean serves() {
        try {
            client.read();
            return true;
        } catch (IOException notYet) {
            return false;
        }
    }

    @AfterEach
    void stop() throws Exception {
        if (process != null) {
            process.destroy();
            process.waitFor();
        }
        if (namespace != null) {
            namespace.close();
        }
    }

    private KeyFile key(String permissions) throws IOException {
        Path path = folder.resolve("key");
        Files.writeString(path, namespace.run("wg", "genkey"));
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
        return new KeyFile(path);
    }

    /** The dump's line of a peer, as words: key, preshared key, endpoint, AllowedIPs, handshake, rx, tx, keepalive. */
    private List<String> peer(PublicKey key) throws IOException {
        return namespace
                .run("wg", "show", name, "dump")
                .lines()
                .map(line -> List.of(line.split("\t", -1)))
                .filter(words -> words.getFirst().equals(key.toString()))
                .findFirst()
                .orElse(List.of());
    }

    private static List<Prefix> prefixes(String... texts) {
        return Arrays.stream(texts).map(Prefix::parse).toList();
    }

    private void set(PeerChange... peers) throws IOException {
        client.apply(DeviceChange.ofPeers(List.of(peers)));
    }

    @Test
    void aConfigurationIsWhatWgShows() throws IOException {
        KeyFile key = key("rw-------");
        client.apply(new DeviceChange(
                Optional.of(key),
                OptionalInt.of(0),
                OptionalInt.of(51820),
                false,
                List.of(PeerChange.of(FRA)
                        .presharedKey(key)
                        .endpoint(Endpoint.parse("[2001:db8:ffff:1::1]:51820"))
                        .persistentKeepalive(5)
                        .add(prefixes("10.80.0.1/32", "fd80:80::1/128"))
                        .build())));
        String privateKey = Files.readString(key.path()).strip();
        List<String> device = List.of(namespace
                .run("wg", "show", name, "dump")
                .lines()
                .findFirst()
                .orElseThrow()
                .split("\t", -1));
        DeviceState state = client.read();
        assertEquals(privateKey, device.getFirst());
        assertEquals(device.get(1), state.publicKey().orElseThrow().toString());
        assertEquals(device.get(2), Integer.toString(state.listenPort()));
        assertEquals("0xca6c", device.get(3));
        assertEquals(51820, state.fwmark());
        assertEquals(
                List.of(
                        FRA.toString(),
                        privateKey,
                        "[2001:db8:ffff:1::1]:51820",
                        "10.80.0.1/32,fd80:80::1/128",
                        "0",
                        "0",
                        "0",
                        "5"),
                peer(FRA));
        assertEquals(
                prefixes("10.80.0.1/32", "fd80:80::1/128"),
                state.peers().getFirst().allowedIps());
        assertEquals(
                Optional.of(Endpoint.parse("[2001:db8:ffff:1::1]:51820")),
                state.peers().getFirst().endpoint());
    }

    @Test
    void aPrefixMovesAndIsRemovedByTheDummyPeer() throws IOException {
        set(
                PeerChange.of(FRA)
                        .add(prefixes("172.20.0.0/24", "2001:db8:a00::/48", "10.80.0.1/32"))
                        .build(),
                PeerChange.of(NYC).add(prefixes("10.80.0.2/32")).build());
        set(
                PeerChange.of(FRA)
                        .remove(prefixes("172.20.0.0/24", "2001:db8:a00::/48"))
                        .build(),
                PeerChange.of(NYC)
                        .add(prefixes("172.20.0.0/24", "2001:db8:a00::/48"))
                        .build());
        assertEquals("10.80.0.1/32", peer(FRA).get(3));
        assertEquals(
                "172.20.0.0/24,10.80.0.2/32,2001:db8:a00::/48",
                sortedLike(peer(NYC).get(3)));
        set(PeerChange.of(NYC)
                .remove(prefixes("172.20.0.0/24", "2001:db8:a00::/48", "10.80.0.1/32"))
                .build());
        assertEquals("10.80.0.2/32", peer(NYC).get(3));
        assertEquals("10.80.0.1/32", peer(FRA).get(3));
        assertEquals(2, client.read().peers().size());
        // wireguard-go tells its peers in no order.
        assertEquals(Set.copyOf(client.read().peers()), Set.copyOf(client.peers()), "wireguard-go only tells all");
        set(PeerChange.removal(NYC));
        assertEquals(List.of(), peer(NYC));
    }

    private static String sortedLike(String allowedIps) {
        return Arrays.stream(allowedIps.split(","))
                .sorted(java.util.Comparator.comparing(
                                (String text) -> Prefix.parse(text).family())
                        .thenComparing(java.util.Comparator.comparing((String text) -> Prefix.parse(text))
                                .reversed()))
                .collect(java.util.stream.Collectors.joining(","));
    }

    @Test
    void aKeyFileThatOthersMayReadChangesNothing() throws IOException {
        KeyFile key = key("rw-r--r--");
        assertThrows(
                IOException.class,
                () -> client.apply(new DeviceChange(
                        Optional.of(key), OptionalInt.empty(), OptionalInt.empty(), false, List.of())));
        assertEquals(Optional.empty(), client.read().publicKey());
    }

    @Test
    void aProcessThatEndsIsReported() throws Exception {
        process.destroy();
        process.waitFor();
        assertThrows(IOException.class, client::read);
    }
}
