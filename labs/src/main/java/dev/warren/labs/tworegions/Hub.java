package dev.warren.labs.tworegions;

import dev.warren.labs.check.CheckFailure;
import dev.warren.labs.lab.Lab;
import dev.warren.labs.lab.LabException;
import dev.warren.labs.lab.NodeShell;
import dev.warren.labs.observe.AllowedIps;
import dev.warren.labs.observe.KernelRoutes;
import dev.warren.net.IpFamily;
import dev.warren.net.Prefix;
import dev.warren.router.api.Json;
import dev.warren.router.report.BgpReport;
import dev.warren.router.report.RoutesReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A hub as seen from inside its node: by the kernel, by WireGuard and by {@code warren show}. */
record Hub(Lab lab, NodeShell node) {
    private static final String SEPARATOR = "--\n";

    /** Arguments: the table, the interface. */
    private static final String SNAPSHOT = """
            set -e
            ip -j -4 route show table "$1"; echo --
            ip -j -6 route show table "$1"; echo --
            wg show "$2" allowed-ips
            """;

    /**
     * Looks by itself until nothing is held any more, and prints when that was, in nanoseconds since 1970: a command of the runner's for
     * each look would tell it late on a busy machine. Arguments: the table, the interface, seconds to wait, prefixes.
     */
    private static final String UNTIL_GONE = """
            table=$1 interface=$2 end=$(($(date +%s) + $3))
            shift 3
            for prefix; do set -- "$@" -e "$prefix"; shift; done
            held() { ip -4 route show table "$table"; ip -6 route show table "$table"; wg show "$interface" allowed-ips; }
            while held | grep -qF "$@"; do
              [ "$(date +%s)" -le "$end" ] || { held | grep -F "$@"; exit 1; }
              sleep 0.02
            done
            date +%s%N
            """;

    /**
     * What must not change behind anyone's back.
     *
     * @param table the overlay table, both families: each prefix and its way
     * @param allowedIps of each peer, by public key
     */
    record Snapshot(SortedMap<Prefix, String> table, Map<String, SortedSet<Prefix>> allowedIps) {

        /** Without these prefixes, wherever they stand. */
        Snapshot without(SortedSet<Prefix> prefixes) {
            SortedMap<Prefix, String> routes = new TreeMap<>(table);
            routes.keySet().removeAll(prefixes);
            Map<String, SortedSet<Prefix>> peers = new TreeMap<>();
            allowedIps.forEach((key, set) -> {
                SortedSet<Prefix> left = new TreeSet<>(set);
                left.removeAll(prefixes);
                peers.put(key, left);
            });
            return new Snapshot(routes, peers);
        }
    }

    static Hub of(Lab lab, String name) throws LabException {
        return new Hub(lab, lab.node(name));
    }

    /** As the kernel and WireGuard have it now, by one command in the node. */
    Snapshot snapshot() throws LabException, InterruptedException {
        List<String> parts = List.of(node.output("sh", "-c", SNAPSHOT, "sh", Names.TABLE, Names.INTERFACE)
                .split(Pattern.quote(SEPARATOR), -1));
        SortedMap<Prefix, String> routes = new TreeMap<>(KernelRoutes.parse(IpFamily.V4, parts.get(0)));
        routes.putAll(KernelRoutes.parse(IpFamily.V6, parts.get(1)));
        return new Snapshot(routes, AllowedIps.parse(parts.get(2)));
    }

    /**
     * Waits until none of these prefixes stands in the table or at a peer; answers when that was. What else stands there, and that it
     * could be read, is for {@link #snapshot} to say.
     */
    Instant awaitGone(SortedSet<Prefix> prefixes, Duration limit) throws LabException, InterruptedException {
        List<String> words = new ArrayList<>(List.of("sh", "-c", UNTIL_GONE, "sh", Names.TABLE, Names.INTERFACE));
        words.add(Long.toString(limit.toSeconds()));
        prefixes.forEach(prefix -> words.add(prefix.toString()));
        long nanos = Long.parseLong(node.output(words.toArray(String[]::new)).strip());
        return Instant.EPOCH.plusNanos(nanos);
    }

    SortedMap<Prefix, String> table() throws LabException, InterruptedException {
        return snapshot().table();
    }

    Map<String, SortedSet<Prefix>> allowedIps() throws LabException, InterruptedException {
        return snapshot().allowedIps();
    }

    SortedSet<Prefix> allowedIps(String peer) throws LabException, InterruptedException {
        return allowedIps().getOrDefault(publicKey(peer), new TreeSet<>());
    }

    /** The prefixes whose best path was announced by this neighbour, by {@code warren show routes -j}. */
    SortedSet<Prefix> bestFrom(String neighbour) throws LabException, InterruptedException {
        return Json.read(show("routes"), RoutesReport.class).routes().stream()
                .filter(route -> route.paths().stream()
                        .anyMatch(path -> path.best() && path.neighbour().equals(neighbour)))
                .map(route -> Prefix.parse(route.prefix()))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** What {@code warren show bgp -j} says was refused. */
    List<BgpReport.Refused> refused() throws LabException, InterruptedException {
        return Json.read(show("bgp"), BgpReport.class).refused();
    }

    /** {@code warren show WHAT -j}. */
    String show(String what) throws LabException, InterruptedException {
        return node.output(launcher(), "show", what, "-j");
    }

    String launcher() {
        return node.mainWords().getFirst();
    }

    /** Seconds since 1970 of the peer's latest handshake; 0 for none. */
    long latestHandshake(String peer) throws LabException, InterruptedException {
        String key = publicKey(peer);
        return node.output("wg", "show", Names.INTERFACE, "latest-handshakes")
                .lines()
                .filter(line -> line.startsWith(key + "\t"))
                .mapToLong(
                        line -> Long.parseLong(line.substring(key.length() + 1).strip()))
                .findFirst()
                .orElse(0);
    }

    /** The kernel's number of the tunnel interface: another one means that it was made anew. */
    String interfaceIndex() throws LabException, InterruptedException {
        return node.output("cat", "/sys/class/net/" + Names.INTERFACE + "/ifindex")
                .strip();
    }

    String publicKey(String peer) throws LabException {
        Path file = lab.topology().folder().resolve("keys/public").resolve(peer + ".pub");
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new LabException(file + ": " + e.getMessage());
        }
    }

    /** Throws unless every one of these prefixes is in the overlay table. */
    void requireRoutes(SortedSet<Prefix> expected) throws CheckFailure, LabException, InterruptedException {
        Sets.requireAll(node.name() + "'s table " + Names.TABLE, expected, new TreeSet<>(table().keySet()));
    }
}
