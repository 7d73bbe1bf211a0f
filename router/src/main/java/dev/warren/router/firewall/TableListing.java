package dev.warren.router.firewall;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * What is in a table, by libnftables' JSON: everything but what changes by itself (counts) and the kernel's numbering. Pure.
 *
 * @param text equal for equal tables
 */
record TableListing(String text) {
    private static final List<String> VOLATILE = List.of("handle", "packets", "bytes");

    static TableListing decode(String json) throws FirewallException {
        StringBuilder text = new StringBuilder();
        for (JsonNode object : CounterReply.parse(json).path("nftables")) {
            if (!object.has("metainfo")) {
                object.forEach(TableListing::normalise);
                text.append(object).append('\n');
            }
        }
        return new TableListing(text.toString());
    }

    private static void normalise(JsonNode object) {
        if (object instanceof ObjectNode fields) {
            fields.remove(VOLATILE);
        }
    }
}
