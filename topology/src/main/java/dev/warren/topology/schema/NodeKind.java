package dev.warren.topology.schema;

/** What a name of the topology stands for. */
public enum NodeKind {
    /** A Warren router. */
    HUB("hub", "hubs"),
    /** A WireGuard peer of a hub. */
    SITE("site", "sites"),
    /** A router beside a hub. */
    UPSTREAM("upstream", "upstreams");

    private final String word;
    private final String key;

    NodeKind(String word, String key) {
        this.word = word;
        this.key = key;
    }

    /** The key under which they stand. */
    public String key() {
        return key;
    }

    @Override
    public String toString() {
        return word;
    }
}
