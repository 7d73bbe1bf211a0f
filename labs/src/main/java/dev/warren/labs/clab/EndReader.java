package dev.warren.labs.clab;

import dev.warren.net.IpAddress;
import dev.warren.net.IpFamily;
import dev.warren.topology.source.Suggestion;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads the ends of links, and sees that no interface ends two. */
final class EndReader {
    private static final Set<String> KEYS = Set.of("node", "interface", "mac", "ipv4", "ipv6", "vars");
    private static final Set<String> NOT_PLAYED = Set.of("mgmt-net", "macvlan");
    private static final String FORM = "write NODE:INTERFACE, the interface with at most 15 characters and no /";

    private final Map<String, ClabNode> nodes;
    private final Map<ClabLink.End, ClabLink.End> taken = new HashMap<>();

    EndReader(Map<String, ClabNode> nodes) {
        this.nodes = nodes;
    }

    /** An end and what its interface has. */
    record Read(ClabLink.End end, ClabLink.Settings settings) {
        ClabLink.Settings with(List<String> more) {
            List<String> addresses = new ArrayList<>(settings.addresses());
            addresses.addAll(more);
            return new ClabLink.Settings(settings.mac(), List.copyOf(addresses));
        }
    }

    /** {@code NODE:INTERFACE}. */
    Read brief(YamlValue value) throws ClabException {
        String text = value.text();
        int colon = text.indexOf(':');
        if (colon < 1) {
            throw value.error("'" + text + "' is no endpoint", FORM);
        }
        return end(value, text.substring(0, colon), value, text.substring(colon + 1), none());
    }

    /** A mapping with {@code node} and {@code interface}. */
    Read extended(YamlValue value) throws ClabException {
        Map<String, YamlValue> entries = value.entries(KEYS);
        YamlValue node = entries.get("node");
        YamlValue name = entries.get("interface");
        if (node == null || name == null) {
            throw value.error("an endpoint has 'node' and 'interface'", "write {node: NODE, interface: INTERFACE}");
        }
        List<String> addresses = new ArrayList<>();
        for (IpFamily family : IpFamily.values()) {
            YamlValue address = entries.get(key(family));
            if (address != null) {
                addresses.add(address(address, family));
            }
        }
        ClabLink.Settings settings = new ClabLink.Settings(mac(entries), List.copyOf(addresses));
        return end(node, node.text(), name, name.text(), settings);
    }

    /** The end on the machine of a link of type host. */
    Read onHost(YamlValue name) throws ClabException {
        return end(name, ClabTopology.HOST, name, name.text(), none());
    }

    /** A link's own {@code ipv4} and {@code ipv6}: for each of its two ends, which may have an empty text or none. */
    static List<List<String>> addresses(Map<String, YamlValue> link) throws ClabException {
        List<List<String>> ofEnds = List.of(new ArrayList<>(), new ArrayList<>());
        for (IpFamily family : IpFamily.values()) {
            YamlValue value = link.get(key(family));
            List<YamlValue> items = value == null ? List.of() : value.items();
            if (items.size() > 2) {
                throw items.getLast().error("a link has two ends", "write one address for each");
            }
            for (int i = 0; i < items.size(); i++) {
                if (!items.get(i).text().isEmpty()) {
                    ofEnds.get(i).add(address(items.get(i), family));
                }
            }
        }
        return ofEnds;
    }

    private Read end(YamlValue nodePlace, String node, YamlValue namePlace, String name, ClabLink.Settings settings)
            throws ClabException {
        if (!name.matches("[^/:\\s]{1,15}") || name.equals("lo")) {
            throw namePlace.error("'" + name + "' is no name for an interface", FORM);
        }
        ClabNode known = nodes.get(node);
        if (known == null) {
            throw NOT_PLAYED.contains(node)
                    ? nodePlace.error(
                            "links to '" + node + "' can't be played here", "end it in a node, or in host:INTERFACE")
                    : nodePlace.error(
                            "no node is called '" + node + "'",
                            Suggestion.remedy(node, nodes.keySet(), "the nodes are"));
        }
        if (name.equals("eth0")
                && known.kind() == NodeKind.LINUX
                && known.network().management()) {
            throw namePlace.error(
                    "eth0 of a node is containerlab's management interface",
                    "use eth1 and so on, or give the node network-mode: none");
        }
        ClabLink.End end = new ClabLink.End(node, name);
        ClabLink.End other = taken.putIfAbsent(new ClabLink.End(ClabTopology.networkOf(nodes, node), name), end);
        if (other != null) {
            throw namePlace.error(
                    "'" + end + "' is the end of another link already"
                            + (other.equals(end) ? "" : ": as " + other + ", in the same network namespace"),
                    "use another interface");
        }
        return new Read(end, settings);
    }

    private static ClabLink.Settings none() {
        return new ClabLink.Settings(Optional.empty(), List.of());
    }

    private static Optional<String> mac(Map<String, YamlValue> entries) throws ClabException {
        YamlValue value = entries.get("mac");
        if (value == null || value.text().isEmpty()) {
            return Optional.empty();
        }
        if (!value.text().matches("(?:[0-9A-Fa-f]{2}[:-]){5}[0-9A-Fa-f]{2}")) {
            throw value.error("'" + value.text() + "' is no MAC address", "write six bytes: 02:00:00:00:00:01");
        }
        return Optional.of(value.text().replace('-', ':'));
    }

    private static String key(IpFamily family) {
        return family == IpFamily.V4 ? "ipv4" : "ipv6";
    }

    private static String address(YamlValue value, IpFamily family) throws ClabException {
        String text = value.text();
        int slash = text.indexOf('/');
        try {
            IpAddress address = IpAddress.parse(text.substring(0, Math.max(slash, 0)));
            int length = Integer.parseInt(text.substring(slash + 1));
            if (address.family() == family && length >= 0 && length <= family.bits()) {
                return text;
            }
        } catch (IllegalArgumentException _) {
            // said below, with the place
        }
        throw value.error(
                "'" + text + "' is no " + key(family) + " address with its prefix length",
                family == IpFamily.V4 ? "write 192.0.2.1/24" : "write 2001:db8::1/64");
    }
}
