package dev.warren.labs.clab;

import dev.warren.topology.source.Suggestion;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code links}: the brief form, {@code endpoints: ["NODE:INTERFACE", "NODE:INTERFACE"]}, and the extended ones of type veth, host
 * and dummy.
 */
final class LinkReader {
    private static final int MIN_MTU = 68;
    private static final int MAX_MTU = 65_535;
    private static final String ENDPOINTS = "write endpoints: [\"NODE:INTERFACE\", \"NODE:INTERFACE\"]";
    private static final Set<String> BRIEF = Set.of("type", "endpoints", "mtu", "ipv4", "ipv6", "vars", "labels");
    private static final Set<String> HOST = Set.of("type", "endpoint", "host-interface", "mtu", "vars", "labels");
    private static final Set<String> DUMMY = Set.of("type", "endpoint", "mtu", "vars", "labels");
    private static final Set<String> TYPES = Set.of("veth", "host", "dummy");
    private static final Set<String> NOT_PLAYED =
            Set.of("mgmt-net", "macvlan", "vxlan", "vxlan-stitch", "veth-stitch", "bridge");

    private final EndReader ends;
    private final List<ClabLink> links = new ArrayList<>();
    private final List<ClabLink.Dummy> dummies = new ArrayList<>();

    private LinkReader(Map<String, ClabNode> nodes) {
        this.ends = new EndReader(nodes);
    }

    /** Reads them all; the machine must be among the nodes if {@link #touchesHost} says so. */
    static LinkReader read(@Nullable YamlValue value, Map<String, ClabNode> nodes) throws ClabException {
        LinkReader reader = new LinkReader(nodes);
        if (value != null) {
            for (YamlValue link : value.items()) {
                reader.link(link);
            }
        }
        return reader;
    }

    /** True if a link ends on the machine, by its type or by an endpoint {@code host:INTERFACE}. */
    static boolean touchesHost(@Nullable YamlValue value) throws ClabException {
        if (value == null) {
            return false;
        }
        for (YamlValue link : value.items()) {
            Map<String, YamlValue> entries = link.entries();
            YamlValue endpoints = entries.get("endpoints");
            if (entries.containsKey("host-interface")) {
                return true;
            }
            for (YamlValue end : endpoints == null ? List.<YamlValue>of() : endpoints.items()) {
                if (end.isText() && end.text().startsWith(ClabTopology.HOST + ":")) {
                    return true;
                }
            }
        }
        return false;
    }

    List<ClabLink> links() {
        return List.copyOf(links);
    }

    List<ClabLink.Dummy> dummies() {
        return List.copyOf(dummies);
    }

    private void link(YamlValue value) throws ClabException {
        YamlValue type = value.entries().get("type");
        String word = type == null || type.text().isEmpty() ? "" : type.text();
        switch (word) {
            case "" -> links.add(pair(value, true));
            case "veth" -> links.add(pair(value, false));
            case "host" -> links.add(toHost(value));
            case "dummy" -> dummies.add(dummy(value));
            default -> throw type(type == null ? value : type, word);
        }
    }

    private static ClabException type(YamlValue place, String word) {
        return NOT_PLAYED.contains(word)
                ? place.error("links of type '" + word + "' can't be played here", "use veth, host or dummy")
                : place.error(
                        "there is no link type '" + word + "'",
                        Suggestion.remedy(word, TYPES, "those played here are"));
    }

    private ClabLink pair(YamlValue value, boolean brief) throws ClabException {
        Map<String, YamlValue> entries = value.entries(BRIEF);
        YamlValue endpoints = entries.get("endpoints");
        if (endpoints == null || endpoints.items().size() != 2) {
            throw value.error("a link has two endpoints", ENDPOINTS);
        }
        List<EndReader.Read> both = new ArrayList<>();
        for (YamlValue end : endpoints.items()) {
            both.add(brief ? ends.brief(end) : ends.extended(end));
        }
        List<List<String>> addresses = EndReader.addresses(entries);
        return new ClabLink(
                both.getFirst().end(),
                both.getLast().end(),
                mtu(entries),
                both.getFirst().with(addresses.getFirst()),
                both.getLast().with(addresses.getLast()));
    }

    private ClabLink toHost(YamlValue value) throws ClabException {
        Map<String, YamlValue> entries = value.entries(HOST);
        EndReader.Read end = ends.extended(required(value, entries, "endpoint"));
        EndReader.Read host = ends.onHost(required(value, entries, "host-interface"));
        return new ClabLink(end.end(), host.end(), mtu(entries), end.settings(), host.settings());
    }

    private ClabLink.Dummy dummy(YamlValue value) throws ClabException {
        Map<String, YamlValue> entries = value.entries(DUMMY);
        EndReader.Read end = ends.extended(required(value, entries, "endpoint"));
        return new ClabLink.Dummy(end.end(), mtu(entries), end.settings());
    }

    private static YamlValue required(YamlValue link, Map<String, YamlValue> entries, String key) throws ClabException {
        YamlValue value = entries.get(key);
        if (value == null) {
            throw link.error("a link of this type has '" + key + "', which is missing", "add " + key + ":");
        }
        return value;
    }

    private static int mtu(Map<String, YamlValue> entries) throws ClabException {
        YamlValue value = entries.get("mtu");
        return value == null ? ClabLink.DEFAULT_MTU : value.number(MIN_MTU, MAX_MTU);
    }
}
