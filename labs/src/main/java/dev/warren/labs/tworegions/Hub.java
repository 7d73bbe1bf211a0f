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

        /** True if one of these prefixes stands in the table or at a peer. */
        boolean holdsAny(SortedSet<Prefix> prefixes) {
            return prefixes.stream()
                    .anyMatch(prefix -> table.containsKey(prefix)
                            || allowedIps.values().stream().anyMatch(set -> set.contains(prefix)));
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
