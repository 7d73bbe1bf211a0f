package dev.warren.labs.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.warren.linux.netlink.Attributes;
import dev.warren.linux.netlink.Errno;
import dev.warren.linux.netlink.GenericNetlink;
import dev.warren.linux.netlink.NetlinkException;
import dev.warren.linux.netlink.RouteNetlink;
import dev.warren.net.Endpoint;
import dev.warren.net.IpAddress;
import dev.warren.net.Prefix;
import dev.warren.net.PublicKey;
import dev.warren.wg.control.DeviceChange;
import dev.warren.wg.control.DeviceState;
import dev.warren.wg.control.KeyFile;
import dev.warren.wg.control.PeerChange;
import dev.warren.wg.control.PeerState;
import dev.warren.wg.control.WireGuardException;
import dev.warren.wg.kernel.KernelControl;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;

/** Runs in a virtual machine whose kernel has WireGuard, and prints a verdict for each check. */
final class KernelDriverChecks {
    /** What a verdict's line begins with; then come the name, and "ok" or what is wrong. */
    static final String VERDICT = "@@check ";

    private static final String NAME = "wgt0";
    private static final int MANY = 20_000;

    private final RouteNetlink links;
    private final Path folder;
    private final Map<String, Check> checks = new LinkedHashMap<>();

    /** How many checks there are. */
    static final int COUNT = 15;

    private interface Check {
        /** Returns what is worth to be told. */
        String run() throws Exception;
    }

    private KernelDriverChecks() throws Exception {
        links = RouteNetlink.open();
        folder = Files.createTempDirectory("keys");
        checks.put("anInterfaceIsMadeAndDeleted", this::madeAndDeleted);
        checks.put("everyFieldIsReadBackAsWritten", this::everyField);
        checks.put("whatWgSaysIsTheSame", this::whatWgSays);
        checks.put("aPrefixMovesWithoutAGap", this::moves);
        checks.put("removedPrefixesAreGoneAndOthersStay", this::removals);
        checks.put("aPeerThatIsGoneIsNotMadeByAnUpdate", this::updateOnly);
        checks.put("thirtyThousandPrefixesOfOnePeer", this::manyPrefixes);
        checks.put("anInterruptedDumpIsReadAgain", this::interruptedDump);
        checks.put("refusalsSayWhatIsWrong", this::refusals);
        TunnelPlaneChecks planes = new TunnelPlaneChecks(links, NAME, folder);
        checks.put("theKernelsIsPreferredAndARestartKeepsIt", planes::theKernelsIsPreferredAndARestartKeepsIt);
        checks.put("eachPlaneTakesTheOthersPlace", planes::eachPlaneTakesTheOthersPlace);
        checks.put("aDeviceOfSomebodyElseIsLeftAlone", planes::aDeviceOfSomebodyElseIsLeftAlone);
        checks.put("aPortThatIsTakenIsSaid", planes::aPortThatIsTakenIsSaid);
        checks.put("aPollSeesHandshakeBytesAndEndpoint", planes::aPollSeesHandshakeBytesAndEndpoint);
        // The last one: a kernel takes minutes to delete so many peers, and the machine is thrown away after.
        checks.put("twentyThousandPeers", this::manyPeers);
    }

    /** Runs all checks, or, with the argument {@code stranger}, what a process without rights sees. */
    public static void main(String[] arguments) throws Exception {
        if (arguments.length > 0) {
            try (KernelControl control = KernelControl.open(NAME)) {
                control.read();
            } catch (WireGuardException refused) {
                System.out.println(refused.errno() + " " + refused.getMessage());
            }
            return;
        }
        KernelDriverChecks all = new KernelDriverChecks();
        for (Map.Entry<String, Check> check : all.checks.entrySet()) {
            System.out.println(VERDICT + check.getKey() + " " + all.verdict(check.getValue()));
        }
    }

    private String verdict(Check check) throws NetlinkException {
        remove();
        long begun = System.nanoTime();
        try {
            String said = check.run();
            return "ok in " + (System.nanoTime() - begun) / 1_000_000 + " ms " + said;
        } catch (Exception | AssertionError failure) {
            failure.printStackTrace(System.out);
            return String.valueOf(failure).replace('\n', ' ');
        }
    }

    private void remove() throws NetlinkException {
        if (links.link(NAME).isPresent()) {
            links.deleteLink(links.link(NAME).get().index());
        }
    }

    private KernelControl device() throws IOException {
        links.addLink(NAME, KernelControl.LINK_KIND);
        return KernelControl.open(NAME);
    }

    private static PublicKey key(int number) {
        byte[] bytes = new byte[PublicKey.BYTES];
        new Random(number).nextBytes(bytes);
        return PublicKey.of(bytes);
    }

    private static Prefix v4(int number) {
        return Prefix.host(IpAddress.ofV4(0x0a000000 + number));
    }

    private static Prefix v6(int number) {
        return Prefix.around(IpAddress.ofV6(0xfd80_0000_0000_0000L + number, 0), 64);
    }

    private static void apply(KernelControl control, PeerChange... changes) throws IOException {
        control.apply(DeviceChange.ofPeers(List.of(changes)));
    }

    static String output(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        assertEquals(0, process.waitFor(), said);
        return said;
    }

    private KeyFile keyFile(String name, String command) throws IOException, InterruptedException {
        Path file = folder.resolve(name);
        output("sh", "-c", "umask 077; wg " + command + " > " + file);
        return new KeyFile(file);
    }

    private String madeAndDeleted() throws Exception {
        assertEquals(Optional.empty(), links.link(NAME));
        links.addLink(NAME, KernelControl.LINK_KIND);
        assertEquals("wireguard", links.link(NAME).orElseThrow().kind());
        assertEquals(
                Errno.EEXIST,
                assertThrows(NetlinkException.class, () -> links.addLink(NAME, KernelControl.LINK_KIND))
                        .errno());
        try (KernelControl control = KernelControl.open(NAME)) {
            assertEquals(new DeviceState(Optional.empty(), 0, 0, List.of()), control.read());
        }
        remove();
        assertEquals(Optional.empty(), links.link(NAME));
        assertEquals(
                Errno.EOPNOTSUPP,
                assertThrows(NetlinkException.class, () -> links.addLink(NAME, "nosuchkind"))
                        .errno());
        return "";
    }

    private List<PeerChange> variousPeers() throws Exception {
        int loopback = links.link("lo").orElseThrow().index();
        return List.of(
                PeerChange.of(key(1))
                        .endpoint(Endpoint.parse("192.0.2.1:51820"))
                        .persistentKeepalive(25)
                        .presharedKey(keyFile("psk", "genpsk"))
                        .add(List.of(Prefix.parse("10.1.0.0/16"), Prefix.parse("fd00:1::/32")))
                        .build(),
                PeerChange.of(key(2))
                        .endpoint(Endpoint.parse("[2001:db8::2]:1"))
                        .persistentKeepalive(65_535)
                        .add(List.of(Prefix.DEFAULT_V4, Prefix.DEFAULT_V6))
                        .build(),
                PeerChange.of(key(3))
                        .endpoint(Endpoint.parse("[fe80::3%" + loopback + "]:65535"))
                        .add(List.of(
                                Prefix.parse("10.2.3.4/32"), Prefix.parse("fd00::1/128"), Prefix.parse("10.8.0.0/13")))
                        .build(),
                PeerChange.of(key(4)).build());
    }

    private static void assertSame(PeerChange written, PeerState read) {
        assertEquals(written.key(), read.key());
        assertEquals(written.endpoint(), read.endpoint());
        assertEquals(written.persistentKeepalive().orElse(0), read.persistentKeepalive());
        assertEquals(Set.copyOf(written.addAllowedIps()), Set.copyOf(read.allowedIps()));
        assertEquals(0, read.rxBytes() + read.txBytes());
        assertEquals(Optional.empty(), read.lastHandshake());
    }

    private String everyField() throws Exception {
        try (KernelControl control = device()) {
            List<PeerChange> peers = variousPeers();
            KeyFile key = keyFile("key", "genkey");
            control.apply(
                    new DeviceChange(Optional.of(key), OptionalInt.of(51_820), OptionalInt.of(0xca6c), false, peers));
            DeviceState state = control.read();
            assertEquals(
                    output("sh", "-c", "wg pubkey < " + key.path()),
                    state.publicKey().orElseThrow().toString());
            assertEquals(51_820, state.listenPort());
            assertEquals(0xca6c, state.fwmark());
            assertEquals(peers.size(), state.peers().size());
            peers.forEach(peer -> assertSame(peer, state.peer(peer.key()).orElseThrow()));
            assertEquals(4, control.peers().size());
            assertTrue(
                    control.peers().stream().allMatch(peer -> peer.allowedIps().isEmpty()));
            apply(
                    control,
                    PeerChange.removal(key(1)),
                    PeerChange.of(key(2)).persistentKeepalive(0).build());
            assertEquals(Optional.empty(), control.read().peer(key(1)));
            assertEquals(0, control.read().peer(key(2)).orElseThrow().persistentKeepalive());
            presharedKeyComesAndGoes(control);
            control.apply(new DeviceChange(
                    Optional.empty(), OptionalInt.of(0), OptionalInt.of(0), true, List.of(peers.get(3))));
            assertEquals(
                    List.of(key(4)),
                    control.read().peers().stream().map(PeerState::key).toList());
            assertEquals(0, control.read().fwmark());
            return "";
        }
    }

    private void presharedKeyComesAndGoes(KernelControl control) throws Exception {
        for (boolean wanted : new boolean[] {true, false, false}) {
            PeerChange.Builder change = PeerChange.of(key(2)).updateOnly();
            apply(
                    control,
                    wanted
                            ? change.presharedKey(keyFile("psk", "genpsk")).build()
                            : change.noPresharedKey().build());
            assertEquals(wanted, control.read().peer(key(2)).orElseThrow().hasPresharedKey());
        }
    }

    private String whatWgSays() throws Exception {
        try (KernelControl control = device()) {
            KeyFile psk = keyFile("psk", "genpsk");
            apply(
                    control,
                    PeerChange.of(key(1))
                            .presharedKey(psk)
                            .persistentKeepalive(7)
                            .add(List.of(v4(1)))
                            .build());
            assertEquals(
                    key(1) + "\t" + Files.readString(psk.path()).strip() + "\t(none)\t10.0.0.1/32\t0\t0\t0\t7",
                    output("wg", "show", NAME, "dump")
                            .lines()
                            .skip(1)
                            .findFirst()
                            .orElseThrow());
            output(
                    "wg",
                    "set",
                    NAME,
                    "peer",
                    key(1).toString(),
                    "endpoint",
                    "198.51.100.7:9",
                    "allowed-ips",
                    "fd00::/8");
            PeerState state = control.read().peers().getFirst();
            assertEquals(Optional.of(Endpoint.parse("198.51.100.7:9")), state.endpoint());
            assertEquals(List.of(Prefix.parse("fd00::/8")), state.allowedIps());
            return "";
        }
    }

    /** Somebody looks all the time, and always somebody has it. */
    private String moves() throws Exception {
        try (KernelControl control = device();
                KernelControl watching = KernelControl.open(NAME)) {
            apply(
                    control,
                    PeerChange.of(key(1)).add(List.of(v4(1), v6(1))).build(),
                    PeerChange.of(key(2)).build());
            AtomicBoolean stop = new AtomicBoolean();
            List<String> gaps = new ArrayList<>();
            int[] looks = new int[1];
            Thread watch = Thread.ofPlatform().start(() -> {
                while (!stop.get()) {
                    try {
                        List<Prefix> owned = watching.read().peers().stream()
                                .flatMap(peer -> peer.allowedIps().stream())
                                .sorted()
                                .toList();
                        if (!owned.equals(List.of(v4(1), v6(1)))) {
                            gaps.add(owned.toString());
                        }
                        looks[0]++;
                    } catch (IOException failure) {
                        gaps.add(failure.toString());
                        stop.set(true);
                    }
                }
            });
            for (int i = 0; i < 100; i++) {
                apply(
                        control,
                        PeerChange.of(key(1 + i % 2))
                                .remove(List.of(v4(1), v6(1)))
                                .build(),
                        PeerChange.of(key(2 - i % 2))
                                .updateOnly()
                                .add(List.of(v4(1), v6(1)))
                                .build());
            }
            stop.set(true);
            watch.join();
            assertEquals(List.of(), gaps);
            assertEquals(
                    List.of(v4(1), v6(1)),
                    control.read().peer(key(1)).orElseThrow().allowedIps().stream()
                            .sorted()
                            .toList());
            return "(100 moves, looked at " + looks[0] + " times)";
        }
    }

    private String removals() throws Exception {
        try (KernelControl control = device()) {
            List<Prefix> some = IntStream.range(0, 3_000)
                    .mapToObj(i -> i % 2 == 0 ? v4(i) : v6(i))
                    .toList();
            apply(
                    control,
                    PeerChange.of(key(1)).add(some).build(),
                    PeerChange.of(key(2)).add(List.of(v4(9_000))).build());
            for (int round = 0; round < 2; round++) {
                int from = round * 1_000;
                apply(
                        control,
                        PeerChange.of(key(1))
                                .updateOnly()
                                .remove(some.subList(from, from + 1_000))
                                .build());
            }
            assertEquals(
                    Set.copyOf(some.subList(2_000, 3_000)),
                    Set.copyOf(control.read().peer(key(1)).orElseThrow().allowedIps()));
            apply(
                    control,
                    PeerChange.of(key(1))
                            .updateOnly()
                            .remove(List.of(v4(9_000)))
                            .build());
            assertEquals(
                    List.of(v4(9_000)),
                    control.read().peer(key(2)).orElseThrow().allowedIps());
            assertEquals(2, control.read().peers().size(), "a dummy peer is left");
            return "(Linux " + System.getProperty("os.version")
                    + (removesDirectly() ? ", directly)" : ", by a dummy peer)");
        }
    }

    /** Asks for what kernels can since 6.16; those of before say EINVAL. */
    private static boolean removesDirectly() throws NetlinkException {
        try (GenericNetlink netlink = GenericNetlink.open("wireguard", 1)) {
            netlink.execute(
                    "probe",
                    1,
                    writer -> writer.attribute(2, NAME)
                            .nest(
                                    8,
                                    peers -> peers.nest(
                                            0,
                                            peer -> peer.attribute(1, ByteBuffer.wrap(key(2).toBytes()))
                                                    .attribute(3, 4)
                                                    .nest(
                                                            9,
                                                            prefixes -> prefixes.nest(
                                                                    0,
                                                                    prefix -> prefix.attributeShort(1, 2)
                                                                            .attribute(
                                                                                    2,
                                                                                    v4(9_000)
                                                                                            .address())
                                                                            .attributeByte(3, 32)
                                                                            .attribute(4, 1))))));
            return true;
        } catch (NetlinkException refused) {
            assertEquals(Errno.EINVAL, refused.errno());
            return false;
        }
    }

    private String updateOnly() throws Exception {
        try (KernelControl control = device()) {
            apply(
                    control,
                    PeerChange.of(key(1)).updateOnly().add(List.of(v4(1))).build());
            assertEquals(List.of(), control.read().peers());
            apply(control, PeerChange.removal(key(1)));
            apply(
                    control,
                    PeerChange.of(key(1)).updateOnly().remove(List.of(v4(1))).build());
            assertEquals(List.of(), control.read().peers());
            return "";
        }
    }

    private String manyPeers() throws Exception {
        try (KernelControl control = device()) {
            List<PeerChange> peers = IntStream.range(0, MANY)
                    .mapToObj(i -> PeerChange.of(key(i))
                            .add(List.of(v4(i), v6(i)))
                            .persistentKeepalive(25)
                            .build())
                    .toList();
            long begun = System.nanoTime();
            control.apply(DeviceChange.ofPeers(peers));
            long written = System.nanoTime();
            DeviceState state = control.read();
            long read = System.nanoTime();
            assertEquals(MANY, control.peers().size());
            long polled = System.nanoTime();
            assertEquals(MANY, state.peers().size());
            assertTrue(state.peers().stream().allMatch(peer -> peer.allowedIps().size() == 2));
            int last = MANY - 1;
            assertEquals(
                    Set.of(v4(last), v6(last)),
                    Set.copyOf(state.peer(key(last)).orElseThrow().allowedIps()));
            return "(written in " + millis(written - begun) + ", read in " + millis(read - written) + ", polled in "
                    + millis(polled - read) + ", emulated)";
        }
    }

    private static String millis(long nanos) {
        return nanos / 1_000_000 + " ms";
    }

    private String manyPrefixes() throws Exception {
        try (KernelControl control = device()) {
            List<Prefix> many = IntStream.range(0, 30_000)
                    .mapToObj(i -> i % 2 == 0 ? v4(i) : v6(i))
                    .toList();
            apply(
                    control,
                    PeerChange.of(key(1)).add(many).persistentKeepalive(9).build(),
                    PeerChange.of(key(2)).build());
            List<PeerState> peers = control.read().peers();
            assertEquals(2, peers.size());
            PeerState first = control.read().peer(key(1)).orElseThrow();
            assertEquals(9, first.persistentKeepalive());
            assertEquals(many.size(), first.allowedIps().size());
            assertEquals(Set.copyOf(many), Set.copyOf(first.allowedIps()));
            return "";
        }
    }

    /** The device changes while the first message of the dump is looked at. */
    private String interruptedDump() throws Exception {
        try (KernelControl control = device();
                GenericNetlink netlink = GenericNetlink.open("wireguard", 1)) {
            control.apply(DeviceChange.ofPeers(IntStream.range(0, 300)
                    .mapToObj(i -> PeerChange.of(key(i))
                            .add(IntStream.range(50 * i, 50 * i + 50)
                                    .mapToObj(KernelDriverChecks::v4)
                                    .toList())
                            .build())
                    .toList()));
            int[] seen = new int[1];
            List<Set<ByteBuffer>> messages =
                    netlink.dump("read", 0, writer -> writer.attribute(2, NAME), attributes -> {
                        if (seen[0]++ == 0) {
                            change(control);
                        }
                        return Optional.of(keys(attributes));
                    });
            assertTrue(messages.size() < seen[0], "no part was read twice: " + seen[0] + " messages");
            assertEquals(301, messages.stream().flatMap(Set::stream).distinct().count());
            return "(" + seen[0] + " messages read for " + messages.size() + ")";
        }
    }

    private static Set<ByteBuffer> keys(ByteBuffer attributes) throws NetlinkException {
        Set<ByteBuffer> keys = new HashSet<>();
        Attributes.visit(attributes, 0, (type, value) -> {
            if (type == 8) {
                Attributes.visit(
                        value,
                        0,
                        (_, peer) -> Attributes.visit(peer, 0, (inner, key) -> {
                            if (inner == 1) {
                                keys.add(ByteBuffer.allocate(PublicKey.BYTES)
                                        .put(key)
                                        .flip());
                            }
                        }));
            }
        });
        return keys;
    }

    private static void change(KernelControl control) throws NetlinkException {
        try {
            apply(control, PeerChange.of(key(-1)).build());
        } catch (IOException failure) {
            throw new NetlinkException(failure.toString(), Errno.EIO, "");
        }
    }

    private static void assertRefused(int errno, String text, KernelControl control) {
        WireGuardException refused = assertThrows(WireGuardException.class, control::read);
        assertEquals(errno, refused.errno());
        assertEquals(text, refused.getMessage());
        refused = assertThrows(WireGuardException.class, () -> apply(control, PeerChange.removal(key(1))));
        assertEquals(errno, refused.errno());
    }

    private String refusals() throws Exception {
        try (KernelControl control = KernelControl.open(NAME);
                KernelControl loopback = KernelControl.open("lo")) {
            assertRefused(Errno.ENODEV, "there is no interface " + NAME, control);
            assertRefused(Errno.EOPNOTSUPP, "lo is not an interface of the kernel's WireGuard", loopback);
            links.addLink(NAME, KernelControl.LINK_KIND);
            String java = ProcessHandle.current().info().command().orElseThrow();
            String said = output(
                    "setpriv", // still root, who may read the build's files, but without capabilities
                    "--inh-caps=-all",
                    "--bounding-set=-all",
                    java,
                    "-XX:TieredStopAtLevel=1",
                    "-XX:+UseSerialGC",
                    "-Xshare:auto",
                    "--enable-native-access=ALL-UNNAMED",
                    "-Djna.tmpdir=/tmp",
                    "-cp",
                    System.getProperty("java.class.path"),
                    KernelDriverChecks.class.getName(),
                    "stranger");
            assertEquals(
                    Errno.EPERM
                            + " the kernel's WireGuard is configured by root, or a process with CAP_NET_ADMIN, only",
                    said);
            assertFalse(control.read().publicKey().isPresent());
            return "";
        }
    }
}
