package dev.warren.router.firewall;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.EnumMap;
import java.util.Map;

/** Reads libnftables' JSON of a table's counters. Pure. */
final class CounterReply {
    private static final ObjectMapper JSON = new ObjectMapper();

    private CounterReply() {}

    /** The counters of a table; a reason that has none there counts 0. */
    static Map<DropReason, DropCount> decode(String json, String table) throws FirewallException {
        Map<DropReason, DropCount> counts = new EnumMap<>(DropReason.class);
        for (DropReason reason : DropReason.values()) {
            counts.put(reason, DropCount.ZERO);
        }
        for (JsonNode object : parse(json).path("nftables")) {
            JsonNode counter = object.path("counter");
            if (counter.path("table").asText().equals(table)) {
                add(counts, counter);
            }
        }
        return counts;
    }

    private static void add(Map<DropReason, DropCount> counts, JsonNode counter) {
        for (DropReason reason : DropReason.values()) {
            if (reason.counterName().equals(counter.path("name").asText())) {
                counts.put(
                        reason,
                        new DropCount(
                                counter.path("packets").asLong(),
                                counter.path("bytes").asLong()));
            }
        }
    }

    static JsonNode parse(String json) throws FirewallException {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException malformed) {
            throw new FirewallException("libnftables answered something that isn't JSON", malformed);
        }
    }
}
