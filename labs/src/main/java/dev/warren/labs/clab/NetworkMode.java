package dev.warren.labs.clab;

import java.util.Optional;

/**
 * Whose network namespace a node has.
 *
 * @param joins the node whose namespace it shares; empty for its own
 * @param management false for {@code none}: there is no management network here, but without it the name eth0 is free
 */
public record NetworkMode(Optional<String> joins, boolean management) {
    static final NetworkMode OWN = new NetworkMode(Optional.empty(), true);
    static final NetworkMode NONE = new NetworkMode(Optional.empty(), false);
    static final NetworkMode HOST = joining(ClabTopology.HOST);

    private static final String CONTAINER = "container:";

    static NetworkMode joining(String node) {
        return new NetworkMode(Optional.of(node), true);
    }

    static NetworkMode parse(YamlValue value) throws ClabException {
        String text = value.text();
        return switch (text) {
            case "bridge" -> OWN;
            case "none" -> NONE;
            case "host" -> HOST;
            default -> {
                if (text.startsWith(CONTAINER) && text.length() > CONTAINER.length()) {
                    yield joining(text.substring(CONTAINER.length()));
                }
                throw value.error("'" + text + "' is no network mode", "write none, host or container:NODE");
            }
        };
    }
}
