package dev.warren.labs.observe;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.warren.net.IpAddress;
import dev.warren.net.IpFamily;
import dev.warren.net.Prefix;
import java.util.SortedMap;
import java.util.TreeMap;

/** The output of {@code ip -j -4|-6 route show table N}. */
public final class KernelRoutes {
    private static final ObjectMapper JSON = new ObjectMapper();

    private KernelRoutes() {}

    /** Each prefix with its way: type, gateway, interface and metric as far as given. */
    public static SortedMap<Prefix, String> parse(IpFamily family, String output) {
        SortedMap<Prefix, String> routes = new TreeMap<>();
        try {
            for (JsonNode route : JSON.readTree(output.isBlank() ? "[]" : output)) {
                routes.put(destination(family, route.path("dst").asText()), way(route));
            }
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("no JSON of ip route: " + output, e);
        }
        return routes;
    }

    private static Prefix destination(IpFamily family, String text) {
        if (text.equals("default")) {
            return Prefix.defaultRoute(family);
        }
        return text.indexOf('/') < 0 ? Prefix.host(IpAddress.parse(text)) : Prefix.parse(text);
    }

    private static String way(JsonNode route) {
        StringBuilder way = new StringBuilder(route.path("type").asText("unicast"));
        for (String key : new String[] {"gateway", "dev", "metric"}) {
            if (route.hasNonNull(key)) {
                way.append(' ').append(key).append(' ').append(route.get(key).asText());
            }
        }
        if (route.hasNonNull("via")) {
            way.append(" via ").append(route.get("via").path("host").asText());
        }
        return way.toString();
    }
}
