package dev.warren.wg.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.warren.linux.netlink.Errno;
import dev.warren.net.IpAddress;
import dev.warren.net.Prefix;
import dev.warren.net.PublicKey;
import dev.warren.wg.control.DeviceChange;
import dev.warren.wg.control.PeerChange;
import dev.warren.wg.control.PeerState;
import dev.warren.wg.control.WireGuardException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class KernelControlTest {
    private static PublicKey key(int number) {
        byte[] bytes = new byte[PublicKey.BYTES];
        Arrays.fill(bytes, (byte) number);
        bytes[0] = (byte) (number >> 8);
        return PublicKey.of(bytes);
    }

    private static Prefix prefix(int number) {
        return (number & 1) == 0
                ? Prefix.host(IpAddress.ofV4(0x0a000000 + number))
                : Prefix.host(IpAddress.ofV6(0xfd00L << 48, number));
    }

    private static Map<PublicKey, Set<Prefix>> owners(List<PeerState> peers) {
        Map<PublicKey, Set<Prefix>> owners = new HashMap<>();
        peers.forEach(peer -> owners.put(peer.key(), Set.copyOf(peer.allowedIps())));
        return owners;
    }

    @ParameterizedTest
    @EnumSource(FakeKernel.Removal.class)
    void randomChangesLeaveWhatAnOracleHasAndNoDummy(FakeKernel.Removal removal) throws IOException {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        FakeKernel kernel = new FakeKernel(removal);
        Map<PublicKey, Set<Prefix>> oracle = new HashMap<>();
        try (KernelControl control = new KernelControl("wg0", kernel)) {
            for (int round = 0; round < 200; round++) {
                control.apply(DeviceChange.ofPeers(randomChanges(random, oracle)));
                assertEquals(oracle, owners(control.read().peers()), "seed " + seed);
            }
        }
        assertTrue(kernel.closed);
    }

    /** Some peers' gains of prefixes that anybody may have, losses of their own, and now and then the end of one. */
    private static List<PeerChange> randomChanges(Random random, Map<PublicKey, Set<Prefix>> oracle) {
        List<PeerChange> changes = new ArrayList<>();
        Set<Prefix> moved = new HashSet<>();
        List<Runnable> removals = new ArrayList<>();
        for (int number : random.ints(4, 1, 9).distinct().toArray()) {
            Set<Prefix> owned = oracle.computeIfAbsent(key(number), _ -> new HashSet<>());
            if (random.nextInt(8) == 0) {
                changes.add(PeerChange.removal(key(number)));
                removals.add(() -> oracle.remove(key(number)));
                continue;
            }
            Set<Prefix> lost = new HashSet<>(
                    owned.stream().filter(_ -> random.nextInt(3) == 0).toList());
            Set<Prefix> gained = new HashSet<>();
            random.ints(random.nextInt(20), 0, 60).forEach(i -> gained.add(prefix(i)));
            gained.removeAll(moved);
            gained.removeAll(lost);
            moved.addAll(gained);
            changes.add(PeerChange.of(key(number))
                    .persistentKeepalive(25)
                    .add(gained)
                    .remove(lost)
                    .build());
            removals.add(() ->
                    lost.stream().filter(prefix -> !moved.contains(prefix)).forEach(owned::remove));
            oracle.values().forEach(other -> other.removeAll(gained));
            owned.addAll(gained);
        }
        removals.forEach(Runnable::run);
        return changes;
    }

    @Test
    void aLargeChangeIsMadeInMessagesOfABoundedSizeAndReadBackWhole() throws IOException {
        FakeKernel kernel = new FakeKernel(FakeKernel.Removal.KNOWN);
        List<Prefix> many =
                IntStream.range(0, 10_000).mapToObj(KernelControlTest::prefix).toList();
        KernelControl control = new KernelControl("wg0", kernel);
        control.apply(DeviceChange.ofPeers(List.of(
                PeerChange.of(key(1)).add(many).build(), PeerChange.of(key(2)).build())));
        assertTrue(kernel.lengths.size() > 5);
        assertTrue(kernel.lengths.stream().allMatch(length -> length <= 33_000), kernel.lengths::toString);
        List<PeerState> peers = control.read().peers();
        assertEquals(List.of(key(1), key(2)), peers.stream().map(PeerState::key).toList());
        assertEquals(many, peers.getFirst().allowedIps());
        assertEquals(25, peers.getFirst().persistentKeepalive());
        assertEquals(
                List.of(0, 0),
                control.peers().stream().map(peer -> peer.allowedIps().size()).toList());
    }

    @Test
    void aKernelWithoutRemovalIsAskedOnce() throws IOException {
        FakeKernel kernel = new FakeKernel(FakeKernel.Removal.REFUSED);
        KernelControl control = new KernelControl("wg0", kernel);
        control.apply(DeviceChange.ofPeers(List.of(PeerChange.of(key(1))
                .add(List.of(prefix(0), prefix(1), prefix(2)))
                .build())));
        for (int i = 0; i < 2; i++) {
            kernel.lengths.clear();
            control.apply(DeviceChange.ofPeers(List.of(PeerChange.of(key(1))
                    .updateOnly()
                    .remove(List.of(prefix(i)))
                    .build())));
            assertEquals(2 - i, kernel.lengths.size());
        }
        assertEquals(Map.of(key(1), List.of(prefix(2))), kernel.peers);
    }

    /** It is seen before anything of another peer's is lost to it. */
    @Test
    void aKernelThatTakesARemovalForAnAdditionIsFoundOut() throws IOException {
        FakeKernel kernel = new FakeKernel(FakeKernel.Removal.PASSED_OVER);
        KernelControl control = new KernelControl("wg0", kernel);
        control.apply(DeviceChange.ofPeers(List.of(
                PeerChange.of(key(1)).add(List.of(prefix(0), prefix(1))).build(),
                PeerChange.of(key(2)).add(List.of(prefix(2), prefix(3))).build())));
        for (int i = 0; i < 2; i++) {
            kernel.lengths.clear();
            control.apply(DeviceChange.ofPeers(List.of(PeerChange.of(key(1))
                    .updateOnly()
                    .remove(List.of(prefix(i), prefix(2 + i)))
                    .build())));
            assertEquals(2 - i, kernel.lengths.size());
        }
        assertEquals(Map.of(key(1), List.of(), key(2), List.of(prefix(2), prefix(3))), kernel.peers);
    }

    /** The first message of two moves its prefixes to the dummy and then fails. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void aRemovalThatFailsInTheMiddleOfAMessageLeavesNoDummyAndSaysWhy(int failures) throws IOException {
        FakeKernel kernel = new FakeKernel(FakeKernel.Removal.REFUSED);
        KernelControl control = new KernelControl("wg0", kernel);
        List<Prefix> many =
                IntStream.range(0, 2_000).mapToObj(KernelControlTest::prefix).toList();
        control.apply(DeviceChange.ofPeers(List.of(
                PeerChange.of(key(1)).add(many).add(List.of(prefix(9_999))).build())));
        control.apply(DeviceChange.ofPeers(
                List.of(PeerChange.of(key(1)).remove(List.of(prefix(9_999))).build())));
        kernel.peersUntilFailure = 1;
        kernel.failures = failures;
        WireGuardException refused = assertThrows(
                WireGuardException.class,
                () -> control.apply(DeviceChange.ofPeers(
                        List.of(PeerChange.of(key(1)).remove(many).build()))));
        assertEquals(Errno.ENOMEM, refused.errno());
        Throwable cause = Objects.requireNonNull(refused.getCause());
        assertEquals("set " + (failures - 1) + ": " + Errno.describe(Errno.ENOMEM), cause.getMessage());
        assertEquals(failures - 1, cause.getSuppressed().length);
        assertEquals(failures, kernel.peers.size(), "peer and dummy");
        control.apply(
                DeviceChange.ofPeers(List.of(PeerChange.of(key(1)).remove(many).build())));
        assertEquals(List.of(), kernel.peers.get(key(1)));
    }

    @Test
    void refusalsSayWhatIsWrong() {
        FakeKernel kernel = new FakeKernel(FakeKernel.Removal.KNOWN);
        KernelControl control = new KernelControl("wg7", kernel);
        Map<Integer, String> texts = Map.of(
                Errno.ENODEV, "there is no interface wg7",
                Errno.EOPNOTSUPP, "wg7 is not an interface of the kernel's WireGuard",
                Errno.ENOENT, "this kernel has no WireGuard: load its module by `modprobe wireguard`",
                Errno.EPERM, "the kernel's WireGuard is configured by root, or a process with CAP_NET_ADMIN, only");
        texts.forEach((errno, text) -> {
            kernel.refuses = errno;
            WireGuardException read = assertThrows(WireGuardException.class, control::read);
            assertEquals(text, read.getMessage());
            assertEquals(errno, read.errno());
            WireGuardException change = assertThrows(
                    WireGuardException.class,
                    () -> control.apply(DeviceChange.ofPeers(List.of(PeerChange.removal(key(1))))));
            assertEquals(text, change.getMessage());
        });
    }

    @Test
    void refusalsOfPortAndMarkSayWhatIsWrongWithThem() {
        FakeKernel kernel = new FakeKernel(FakeKernel.Removal.KNOWN);
        KernelControl control = new KernelControl("wg7", kernel);
        DeviceChange change =
                new DeviceChange(Optional.empty(), OptionalInt.of(51_821), OptionalInt.empty(), false, List.of());
        Map<Integer, String> texts = Map.of(
                Errno.EADDRINUSE,
                "UDP port 51821, on which wg7 is to listen, is taken",
                Errno.EPERM,
                "the kernel's WireGuard is configured by root, or a process with CAP_NET_ADMIN, only: port and mark by one that"
                        + " has it where the interface was made, if that was in another network namespace");
        texts.forEach((errno, text) -> {
            kernel.refuses = errno;
            WireGuardException refused = assertThrows(WireGuardException.class, () -> control.apply(change));
            assertEquals(text, refused.getMessage());
            assertEquals(errno, refused.errno());
        });
    }

    @Test
    void aClosedControlIsNotUsed() {
        KernelControl control = new KernelControl("wg0", new FakeKernel(FakeKernel.Removal.KNOWN));
        control.close();
        control.close();
        assertThrows(IllegalStateException.class, control::read);
    }
}
