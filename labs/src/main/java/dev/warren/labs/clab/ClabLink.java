package dev.warren.labs.clab;

import java.util.List;
import java.util.Optional;

/**
 * A veth pair between two nodes.
 *
 * @param a one end
 * @param b the other
 * @param mtu the largest packet, in bytes
 * @param settingsOfA what its first end's interface has
 * @param settingsOfB what its second end's interface has
 */
public record ClabLink(End a, End b, int mtu, Settings settingsOfA, Settings settingsOfB) {
    /** What containerlab gives links that name no MTU, in bytes. */
    public static final int DEFAULT_MTU = 9_500;

    /** One end of a link: the node and the name of the interface in it (at most 15 characters). */
    public record End(String node, String interfaceName) {
        @Override
        public String toString() {
            return node + ":" + interfaceName;
        }
    }

    /**
     * What an interface has from the start.
     *
     * @param mac its hardware address; empty for any
     * @param addresses with their prefix lengths, as {@code ip address add} takes them
     */
    public record Settings(Optional<String> mac, List<String> addresses) {}

    /** An interface that leads nowhere. */
    public record Dummy(End end, int mtu, Settings settings) {}

    @Override
    public String toString() {
        return a + " -- " + b;
    }
}
