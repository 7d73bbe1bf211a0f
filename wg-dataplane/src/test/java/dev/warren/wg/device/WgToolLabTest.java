package dev.warren.wg.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The {@code wg} program against ours and wireguard-go, step by step: both show the same, and refuse the same. */
@Tag("lab")
class WgToolLabTest {
    private static final String A = "xTIBA5rboUvnH4htodjb6e697QjLERt1NAB4mZqp8Dg=";
    private static final String B = "TrMvSoP4jYQlY6RIzBgbssQqY3vxI2Pi+y71lOWWXX0=";
    private static final String C = "gN65BkIKy1eCE9pP1wdc8ROUtkHLF2PfAqYdyYBz6EA=";
    private static final String PRIVATE = "yAnz5TF+lXXJte14tji3zlMNq+hd2rYUIgJBgB3fBmk=";
    private static final String SHARED = "FpCyhws9cxwWoV4xELtfJvjJN+zQVRPISllRWgeopVE=";

    private static final Pattern PREFIXES = Pattern.compile("[0-9a-f:.]+/[0-9]+([, ]+[0-9a-f:.]+/[0-9]+)*");

    private static final Pattern SENT = Pattern.compile("\t(\\d+\t\\d+)\t\\d+\t(\\w+)$");

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private Path folder;

    private String file(String name, String... lines) throws IOException {
        Path file = folder.resolve(name);
        Files.write(file, List.of(lines));
        return file.toString();
    }

    @Test
    void everyKeyIsSetShownAndTakenBackAsInWireguardGo() throws Exception {
        try (Lab lab = new Lab(folder)) {
            lab.start(0, Lab.OURS);
            lab.start(1, Lab.WIREGUARD_GO);
            String key = file("private", PRIVATE);
            String psk = file("psk", SHARED);
            String whole = file(
                    "whole.conf",
                    "[Interface]",
                    "PrivateKey = " + PRIVATE,
                    "ListenPort = 40001",
                    "FwMark = 0xca6c",
                    "[Peer]",
                    "PublicKey = " + A,
                    "PresharedKey = " + SHARED,
                    "Endpoint = 192.0.2.9:1",
                    "AllowedIPs = 10.1.0.0/16, fd01::/64",
                    "PersistentKeepalive = 25",
                    "[Peer]",
                    "PublicKey = " + B,
                    "Endpoint = [2001:db8::9]:65535",
                    "AllowedIPs = 10.2.3.4/8");
            String more = file("more.conf", "[Peer]", "PublicKey = " + C, "AllowedIPs = 10.1.0.0/16, 10.3.0.0/24");
            String synced = file(
                    "synced.conf",
                    "[Interface]",
                    "PrivateKey = " + PRIVATE,
                    "ListenPort = 40002",
                    "[Peer]",
                    "PublicKey = " + A,
                    "Endpoint = 192.0.2.10:2",
                    "AllowedIPs = fd01::/64, ::/0");
            List<String> steps = List.of(
                    "set % private-key " + key + " listen-port 40000 fwmark 0x1",
                    "set % peer " + A + " preshared-key " + psk + " endpoint 192.0.2.7:7 persistent-keepalive 25"
                            + " allowed-ips 10.0.0.0/8,fd00::/8",
                    "set % peer " + B + " endpoint [2001:db8::7]:7 allowed-ips 0.0.0.0/0,::/0",
                    "set % peer " + B + " allowed-ips 10.0.0.0/8",
                    "set % peer " + A + " preshared-key /dev/null persistent-keepalive off",
                    "set % fwmark off",
                    "set % peer " + A + " remove",
                    "setconf % " + whole,
                    "addconf % " + more,
                    "syncconf % " + synced,
                    "set % peer " + A + " allowed-ips ",
                    "setconf % " + whole,
                    "set % listen-port 40003 private-key /dev/null");
            for (String step : steps) {
                String said = wg(lab, 1, step);
                assertTrue(said.isEmpty() || said.startsWith("Warning: AllowedIP has nonzero host part"), said);
                assertEquals(said, wg(lab, 0, step), step);
                for (String show : new String[] {"showconf %", "show % dump", "show % allowed-ips", "show % peers"}) {
                    assertEquals(sorted(wg(lab, 1, show)), sorted(wg(lab, 0, show)), show + " after " + step);
                }
            }
            setconfOfShowconfChangesNothing(lab);
        }
    }

    private void setconfOfShowconfChangesNothing(Lab lab) throws Exception {
        String shown = wg(lab, 0, "showconf %");
        assertEquals("", wg(lab, 0, "setconf % " + file("again.conf", shown)));
        assertEquals(shown, wg(lab, 0, "showconf %"));
        assertTrue(shown.contains("AllowedIPs = 10.0.0.0/8"), shown);
    }

    @Test
    void whatIsWrongGetsTheSameErrorNumber() throws Exception {
        try (Lab lab = new Lab(folder)) {
            lab.start(0, Lab.OURS);
            lab.start(1, Lab.WIREGUARD_GO);
            String hex = "11".repeat(32);
            for (String lines : new String[] {
                "private_key=00",
                "private_key=" + "g".repeat(64),
                "listen_port=65536",
                "listen_port=-1",
                "listen_port=+5",
                "listen_port=",
                "fwmark=4294967296",
                "fwmark=+1",
                "replace_peers=false",
                "nonsense=1",
                "nonsense",
                "=1",
                "public_key=12",
                "public_key=" + hex + "\nnonsense=1",
                "public_key=" + hex + "\nremove=false",
                "public_key=" + hex + "\nupdate_only=false",
                "public_key=" + hex + "\npreshared_key=00",
                "public_key=" + hex + "\nallowed_ip=10.0.0.0/33",
                "public_key=" + hex + "\nallowed_ip=::/129",
                "public_key=" + hex + "\nallowed_ip=10.0.0.256/8",
                "public_key=" + hex + "\nreplace_allowed_ips=false",
                "public_key=" + hex + "\nendpoint=example.org:1",
                "public_key=" + hex + "\nendpoint=192.0.2.1:65536",
                "public_key=" + hex + "\nendpoint=192.0.2.1",
                "public_key=" + hex + "\nendpoint=[::1:1",
                "public_key=" + hex + "\npersistent_keepalive_interval=65536",
                "public_key=" + hex + "\npersistent_keepalive_interval=+1",
                "public_key=" + hex + "\nprotocol_version=2",
                "public_key=" + hex + "\nlisten_port=1",
            }) {
                String theirs = KernelBehaviourLabTest.ask(lab, 1, "set=1\n" + lines);
                assertTrue(theirs.startsWith("errno=-"), lines + ": " + theirs);
                assertEquals(theirs, KernelBehaviourLabTest.ask(lab, 0, "set=1\n" + lines), lines);
            }
        }
    }

    @Test
    void aPortThatIsTakenIsRefusedAndTheOldOneStays() throws Exception {
        try (Lab lab = new Lab(folder)) {
            lab.start(0, Lab.OURS);
            assertEquals("", wg(lab, 0, "set % listen-port 40000"));
            var taken = NamespaceThread.start(lab.namespace(0), () -> new java.net.DatagramSocket(40_001));
            try (var socket = taken.get()) {
                assertNotEquals(0, socket.getLocalPort());
                String said = wg(lab, 0, "set % listen-port 40001");
                assertTrue(said.contains("Address already in use"), said);
                assertEquals("40000", wg(lab, 0, "show % listen-port").strip());
            }
            assertEquals("", wg(lab, 0, "set % listen-port 40001"));
        }
    }

    /** Runs wg in an end's namespace; % stands for the interface. */
    private static String wg(Lab lab, int end, String words) throws IOException, InterruptedException {
        String command = "exec ip netns exec " + lab.namespace(end) + " wg " + words.replace("%", lab.name(end));
        return Lab.output("sh", "-c", command.endsWith(" ") ? command + "''" : command);
    }

    /**
     * Blocks of peers in the order of their text, prefixes in theirs: wireguard-go has none of its own. What was sent is left out:
     * wireguard-go calls peers with a persistent keepalive before the interface is up.
     */
    private static String sorted(String shown) {
        return Stream.of(shown.split(shown.contains("\n\n") ? "\n\n" : "\n"))
                .map(block -> PREFIXES.matcher(SENT.matcher(block.strip()).replaceAll("$1 $2"))
                        .replaceAll(list -> sortedList(list.group())))
                .sorted()
                .collect(Collectors.joining("\n"));
    }

    private static String sortedList(String prefixes) {
        return Stream.of(prefixes.split("[, ]+")).sorted().collect(Collectors.joining(","));
    }
}
