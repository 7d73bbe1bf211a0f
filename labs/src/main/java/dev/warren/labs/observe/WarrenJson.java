package dev.warren.labs.observe;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.warren.net.IpAddress;
import dev.warren.net.Prefix;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What {@code warren show … -j} says, read with as few assumptions as will do: wherever they are in the tree, objects with a
 * {@code prefix} are routes; their best path is the element of {@code paths} that says {@code best: true}, else the first, else the
 * object itself unless it says {@code best: false}; the next hop is {@code nextHop} in any spelling with or without dashes.
 */
public final class WarrenJson {
    private static final ObjectMapper JSON = new ObjectMapper();

    private WarrenJson() {}

    /** The next hop of each prefix's best path; empty where it has none, as a local route may. */
    public static SortedMap<Prefix, Optional<IpAddress>> bestNextHops(String output) {
        SortedMap<Prefix, Optional<IpAddress>> best = new TreeMap<>();
        collect(tree(output), best);
        return best;
    }

    /** True if the text of the prefix stands anywhere below a key that speaks of refusing or rejecting. */
    public static boolean reportsRefusal(String output, Prefix prefix) {
        return refuses(tree(output), prefix.toString(), false);
    }

    private static JsonNode tree(String output) {
        try {
            return JSON.readTree(output);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("no JSON of warren show: " + output, e);
        }
    }

    private static void collect(JsonNode node, SortedMap<Prefix, Optional<IpAddress>> into) {
        JsonNode prefix = field(node, "prefix");
        if (prefix == null || !prefix.isTextual()) {
            for (Map.Entry<String, JsonNode> child : node.properties()) {
                if (!speaksOfRefusal(child.getKey())) {
                    collect(child.getValue(), into);
                }
            }
            if (node.isArray()) {
                node.forEach(item -> collect(item, into));
            }
            return;
        }
        JsonNode path = best(node);
        if (path != null) {
            into.put(Prefix.parse(prefix.asText()), nextHop(path));
        }
    }

    private static @Nullable JsonNode best(JsonNode route) {
        JsonNode paths = field(route, "paths");
        if (paths == null || !paths.isArray()) {
            JsonNode marked = field(route, "best");
            return marked != null && marked.isObject()
                    ? marked
                    : marked != null && !marked.asBoolean(true) ? null : route;
        }
        for (JsonNode path : paths) {
            JsonNode marked = field(path, "best");
            if (marked != null && marked.asBoolean()) {
                return path;
            }
        }
        return paths.isEmpty() ? null : paths.get(0);
    }

    private static Optional<IpAddress> nextHop(JsonNode path) {
        JsonNode value = field(path, "nexthop");
        try {
            return value == null || !value.isTextual()
                    ? Optional.empty()
                    : Optional.of(IpAddress.parse(value.asText()));
        } catch (IllegalArgumentException e) {
            return Optional.empty(); // "self", or what else a local route may say
        }
    }

    private static @Nullable JsonNode field(JsonNode node, String plainName) {
        for (Map.Entry<String, JsonNode> entry : node.properties()) {
            if (plain(entry.getKey()).equals(plainName)) {
                return entry.getValue();
            }
        }
        return null;
    }

    private static boolean refuses(JsonNode node, String prefix, boolean below) {
        if (node.isValueNode()) {
            return below && node.asText().equals(prefix);
        }
        boolean here = below || node.properties().stream().anyMatch(entry -> saysRefused(entry.getValue()));
        for (Map.Entry<String, JsonNode> entry : node.properties()) {
            boolean speaks = here || speaksOfRefusal(entry.getKey());
            if ((speaks && entry.getKey().equals(prefix)) || refuses(entry.getValue(), prefix, speaks)) {
                return true;
            }
        }
        if (node.isArray()) {
            for (JsonNode item : node) {
                if (refuses(item, prefix, below)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean saysRefused(JsonNode value) {
        return value.isTextual() && speaksOfRefusal(value.asText());
    }

    private static boolean speaksOfRefusal(String text) {
        String plain = plain(text);
        return plain.contains("refus") || plain.contains("reject");
    }

    private static String plain(String name) {
        return name.toLowerCase(Locale.ROOT).replace("-", "").replace("_", "");
    }
}
