package dev.warren.topology.check;

import dev.warren.net.IpAddress;
import dev.warren.net.IpFamily;
import dev.warren.net.Prefix;
import dev.warren.topology.schema.Draft;
import dev.warren.topology.schema.NodeKind;
import dev.warren.topology.source.Position;
import dev.warren.topology.source.Problems;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A draft under examination and what was found.
 *
 * @param draft what is examined
 * @param problems where problems go
 */
record Findings(Draft draft, Problems problems) {

    /** Something wrong with the part at a path. */
    void add(String path, String message, String remedy) {
        problems.add(draft.positions().of(path), message, remedy);
    }

    /** Where the part at a path stands, for a message about another part. */
    Position where(String path) {
        return draft.positions().of(path);
    }

    /** The path of a node's key. */
    static String path(NodeKind kind, String name, String key) {
        return kind.key() + "." + name + "." + key;
    }

    /** The path of an item of a node's list. */
    static String path(NodeKind kind, String name, String key, int index) {
        return path(kind, name, key) + "." + index;
    }

    /** The overlay's prefixes; empty if it isn't well-formed, so that nothing can be said. */
    List<Prefix> space() {
        return draft.overlay().map(overlay -> overlay.prefixes()).orElse(List.of());
    }

    /** True if the overlay is well-formed and doesn't hold the prefix. */
    boolean isOutside(Prefix prefix) {
        return draft.overlay().isPresent() && space().stream().noneMatch(own -> own.contains(prefix));
    }

    /** True if the overlay holds the address. */
    boolean isInside(IpAddress address) {
        return space().stream().anyMatch(own -> own.contains(address));
    }

    /** The overlay's prefixes of a family, for a remedy. */
    String spaceOf(IpFamily family) {
        String own = space().stream()
                .filter(prefix -> prefix.family() == family)
                .map(Prefix::toString)
                .collect(Collectors.joining(" or "));
        return own.isEmpty() ? "an IP" + (family == IpFamily.V4 ? "v4" : "v6") + " prefix of the overlay" : own;
    }

    /** The family's name, for a message. */
    static String name(IpFamily family) {
        return family == IpFamily.V4 ? "IPv4" : "IPv6";
    }
}
