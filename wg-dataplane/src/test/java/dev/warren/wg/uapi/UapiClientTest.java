package dev.warren.wg.uapi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.warren.net.Endpoint;
import dev.warren.net.IpAddress;
import dev.warren.net.Prefix;
import dev.warren.net.PublicKey;
import dev.warren.wg.control.DeviceChange;
import dev.warren.wg.control.KeyFile;
import dev.warren.wg.control.PeerChange;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UapiClientTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @TempDir
    private Path folder;

    private static PublicKey key(int number) {
        byte[] bytes = new byte[32];
        bytes[0] = (byte) number;
        bytes[31] = 1;
        return PublicKey.of(bytes);
    }

    private static String message(IOException failure) {
        return String.valueOf(failure.getMessage());
    }

    private Path socket() {
        return folder.resolve("wg.sock");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void randomMovesAndRemovalsEndWhereTheNaiveMapSays(boolean removesPrefixes) throws IOException {
        long seed = System.nanoTime();
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        Map<Prefix, PublicKey> oracle = new TreeMap<>();
        try (FakeDevice device = new FakeDevice(socket(), removesPrefixes);
                UapiClient client = new UapiClient(socket(), PATIENCE)) {
            client.apply(DeviceChange.ofPeers(List.of(
                    PeerChange.of(key(0)).build(),
                    PeerChange.of(key(1)).build(),
                    PeerChange.of(key(2)).build())));
            for (int round = 0; round < 100; round++) {
                List<PeerChange> peers = new ArrayList<>();
                List<Prefix> added = new ArrayList<>();
                for (int peer = 0; peer < 3; peer++) {
                    PeerChange change = randomChange(random, key(peer), added);
                    peers.add(change);
                    change.addAllowedIps().forEach(prefix -> oracle.put(prefix, change.key()));
                    added.addAll(change.addAllowedIps());
                }
                peers.forEach(
                        change -> change.removeAllowedIps().forEach(prefix -> oracle.remove(prefix, change.key())));
                client.apply(DeviceChange.ofPeers(peers));
                assertEquals(oracle, device.owners());
            }
            assertEquals(List.of(key(0), key(1), key(2)), device.peers());
            assertEquals(3, client.read().peers().size());
            assertFalse(device.log().contains("replace_allowed_ips=true"));
        }
    }

    private static PeerChange randomChange(Random random, PublicKey key, List<Prefix> addedElsewhere) {
        List<Prefix> add = new ArrayList<>();
        List<Prefix> remove = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            int choice = random.nextInt(4);
            Prefix prefix = random.nextBoolean()
                    ? Prefix.host(IpAddress.ofV4(0x0a000000 + i))
                    : Prefix.host(IpAddress.ofV6(0xfd00000000000000L, i));
            if (choice == 0 && !addedElsewhere.contains(prefix)) {
                add.add(prefix);
            } else if (choice == 1) {
                remove.add(prefix);
            }
        }
        remove.removeAll(add);
        return PeerChange.of(key).add(add).remove(remove).build();
    }

    @Test
    void theMissingFeatureIsTriedOnce() throws IOException {
        Prefix prefix = Prefix.parse("10.0.0.0/8");
        try (FakeDevice device = new FakeDevice(socket(), false);
                UapiClient client = new UapiClient(socket(), PATIENCE)) {
            for (int i = 0; i < 3; i++) {
                client.apply(DeviceChange.ofPeers(
                        List.of(PeerChange.of(key(1)).add(List.of(prefix)).build())));
                client.apply(DeviceChange.ofPeers(
                        List.of(PeerChange.of(key(1)).remove(List.of(prefix)).build())));
                assertEquals(Map.of(), device.owners());
            }
            assertEquals(
                    1,
                    device.log().stream()
                            .filter(line -> line.startsWith("allowed_ip=-"))
                            .count());
        }
    }

    @Test
    void aDeviceThatKnowsNoShortAnswerIsAskedForItOnce() throws IOException {
        try (FakeDevice device = new FakeDevice(socket(), true);
                UapiClient client = new UapiClient(socket(), PATIENCE)) {
            client.apply(DeviceChange.ofPeers(List.of(PeerChange.of(key(1)).build())));
            for (int i = 0; i < 3; i++) {
                assertEquals(key(1), client.peers().getFirst().key());
            }
            assertEquals(List.of("set=1", "get=peers", "get=1", "get=1", "get=1"), device.questions());
        }
    }

    @Test
    void removalStaysAwayFromAPrefixThatAnotherPeerHas() throws IOException {
        Prefix prefix = Prefix.parse("fd00::/8");
        try (FakeDevice device = new FakeDevice(socket(), false);
                UapiClient client = new UapiClient(socket(), PATIENCE)) {
            client.apply(DeviceChange.ofPeers(List.of(
                    PeerChange.of(key(1)).add(List.of(prefix)).build(),
                    PeerChange.of(key(2)).build())));
            client.apply(DeviceChange.ofPeers(
                    List.of(PeerChange.of(key(2)).remove(List.of(prefix)).build())));
            assertEquals(Map.of(prefix, key(1)), device.owners());
        }
    }

    @Test
    void tenThousandPrefixesGoInBoundedOperationsAndComeBack() throws IOException {
        List<Prefix> prefixes = new ArrayList<>();
        for (int i = 0; i < 10_000; i++) {
            prefixes.add(new Prefix(IpAddress.ofV6(0x20010db800000000L + ((long) i << 16), 0), 48));
        }
        try (FakeDevice device = new FakeDevice(socket(), true);
                UapiClient client = new UapiClient(socket(), PATIENCE)) {
            client.apply(DeviceChange.ofPeers(
                    List.of(PeerChange.of(key(1)).add(prefixes).build())));
            assertEquals(prefixes, client.read().peers().getFirst().allowedIps());
            assertEquals(
                    11,
                    device.log().stream()
                            .filter(line -> line.startsWith("public_key="))
                            .count());
            client.apply(DeviceChange.ofPeers(
                    List.of(PeerChange.of(key(1)).remove(prefixes).build())));
            assertEquals(Map.of(), device.owners());
        }
    }

    @Test
    void keysAndSettingsAreWrittenAsTheProtocolHasThem() throws IOException {
        Path file = folder.resolve("key");
        Files.writeString(file, "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        String hex = "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f";
        try (FakeDevice device = new FakeDevice(socket(), true);
                UapiClient client = new UapiClient(socket(), PATIENCE)) {
            client.apply(new DeviceChange(
                    Optional.of(new KeyFile(file)),
                    OptionalInt.of(51820),
                    OptionalInt.of(0xca6c),
                    true,
                    List.of(PeerChange.of(key(1))
                            .presharedKey(new KeyFile(file))
                            .endpoint(Endpoint.parse("[2001:db8::1]:51820"))
                            .persistentKeepalive(5)
                            .add(List.of(Prefix.DEFAULT_V6))
                            .build())));
            assertEquals(
                    List.of(
                            "private_key=" + hex,
                            "listen_port=51820",
                            "fwmark=51820",
                            "replace_peers=true",
                            "public_key=" + key(1).toHex(),
                            "preshared_key=" + hex,
                            "endpoint=[2001:db8::1]:51820",
                            "persistent_keepalive_interval=5",
                            "allowed_ip=::/0"),
                    device.log());
            var state = client.read();
            // RFC 7748's scalar multiplication of that key, as `wg pubkey` prints it
            assertEquals(
                    "j0DFrbaPJWJK5bIU6nZ6bslNgp09e14a0bpvPiE4KF8=",
                    state.publicKey().orElseThrow().toString());
            assertEquals(state, client.read());
        }
    }

    @Test
    void aPresharedKeyIsTakenAwayByZeros() throws IOException {
        try (FakeDevice device = new FakeDevice(socket(), true);
                UapiClient client = new UapiClient(socket(), PATIENCE)) {
            client.apply(DeviceChange.ofPeers(
                    List.of(PeerChange.of(key(1)).noPresharedKey().build())));
            assertEquals(List.of("public_key=" + key(1).toHex(), "preshared_key=" + "0".repeat(64)), device.log());
            assertFalse(client.read().peers().getFirst().hasPresharedKey());
        }
    }

    @Test
    void aHungProcessIsGivenUp() throws IOException {
        try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)
                        .bind(UnixDomainSocketAddress.of(socket()));
                UapiClient client = new UapiClient(socket(), Duration.ofMillis(50))) {
            assertTrue(server.isOpen());
            IOException failure = assertThrows(IOException.class, client::read);
            assertTrue(message(failure).endsWith("didn't answer in time"), message(failure));
        }
    }

    @Test
    void aMissingAndADeadProcessAreToldApart() throws IOException {
        try (UapiClient client = new UapiClient(socket(), PATIENCE)) {
            IOException missing = assertThrows(IOException.class, client::read);
            assertTrue(message(missing).contains("no userspace WireGuard runs"), message(missing));
            new FakeDevice(socket(), true).close();
            IOException dead = assertThrows(IOException.class, client::read);
            assertTrue(message(dead).contains("is gone"), message(dead));
        }
    }
}
