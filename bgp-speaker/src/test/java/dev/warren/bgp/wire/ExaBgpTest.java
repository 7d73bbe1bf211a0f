package dev.warren.bgp.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.warren.net.IpAddress;
import dev.warren.net.Prefix;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** ExaBGP's own messages: what we make of the octets is what its JSON says, and no message of another family is an error. */
class ExaBgpTest {
    private static final CodecContext CONTEXT = new CodecContext(false, true);
    /** ADD-PATH changes the form of prefixes, another AS size that of paths; neither is in the octets. */
    private static final Set<String> OTHER_CONTEXTS = Set.of(
            "conf-addpath.ci",
            "conf-path-information.ci",
            "conf-no-asn4.ci",
            "unknown-message.ci",
            // An attribute that is unknown and well-known: RFC 4271 section 6.3 ends the session.
            "conf-generic-attribute.ci");

    private final ObjectMapper json = new ObjectMapper();

    private record Sample(String where, ByteBuffer octets, JsonNode meaning) {}

    private List<Sample> samples() throws IOException {
        List<Sample> samples = new ArrayList<>();
        try (Stream<Path> files = Files.list(TestData.bgp("exabgp-qa/encoding"))) {
            for (Path file :
                    files.filter(f -> f.toString().endsWith(".ci")).sorted().toList()) {
                String name = file.getFileName().toString();
                if (!OTHER_CONTEXTS.contains(name)) {
                    read(name, Files.readAllLines(file), samples);
                }
            }
        }
        return samples;
    }

    private void read(String name, List<String> lines, List<Sample> samples) throws IOException {
        for (int line = 0; line < lines.size(); line++) {
            String[] parts = lines.get(line).split(":", 3);
            if (parts.length == 3 && parts[1].equals("raw")) {
                String next = line + 1 < lines.size() ? lines.get(line + 1) : "";
                JsonNode meaning = com.fasterxml.jackson.databind.node.MissingNode.getInstance();
                if (next.split(":", 3).length == 3 && next.split(":", 3)[1].equals("json")) {
                    meaning = json.readTree(next.split(":", 3)[2]);
                }
                byte[] octets = HexFormat.of().parseHex(parts[2].replace(":", ""));
                samples.add(new Sample(name + ":" + (line + 1), ByteBuffer.wrap(octets), meaning));
            }
        }
    }

    @Test
    void messagesMeanWhatTheJsonSays() throws IOException {
        int compared = 0;
        List<String> changed = new ArrayList<>();
        for (Sample sample : samples()) {
            Decoded decoded = MessageDecoder.decode(sample.octets(), CONTEXT);
            Decoded.Good good = assertInstanceOf(Decoded.Good.class, decoded, sample.where() + " " + decoded);
            JsonNode update = sample.meaning().path("neighbor").path("message").path("update");
            if (good.message() instanceof Update ours && speaksOnlyUnicast(update)) {
                compare(sample.where(), update, ours);
                compared++;
                if (!MessageEncoder.encode(ours, CONTEXT).equals(sample.octets())) {
                    changed.add(sample.where());
                }
            }
        }
        assertTrue(compared > 50, compared + " compared");
        assertEquals(List.of(), changed, "encoded back to other octets");
    }

    private static boolean speaksOnlyUnicast(JsonNode update) {
        Set<String> families = new TreeSet<>();
        update.path("announce").fieldNames().forEachRemaining(families::add);
        update.path("withdraw").fieldNames().forEachRemaining(families::add);
        families.removeAll(Set.of("ipv4 unicast", "ipv6 unicast"));
        boolean plain = !update.toString().contains("path-information");
        return update.isObject() && families.isEmpty() && plain;
    }

    private static void compare(String where, JsonNode update, Update ours) {
        Set<String> announced = new TreeSet<>();
        ours.announced()
                .forEach(prefix -> announced.add(prefix + " via "
                        + ours.attributes()
                                .flatMap(PathAttributes::nextHop)
                                .map(IpAddress::toString)
                                .orElse("?")));
        ours.mpReach()
                .ifPresent(reach -> reach.announced()
                        .forEach(prefix ->
                                announced.add(prefix + " via " + reach.nextHop().orElseThrow())));
        Set<String> expected = new TreeSet<>();
        for (JsonNode family : update.path("announce")) {
            family.properties().forEach(hop -> {
                for (JsonNode entry : hop.getValue()) {
                    expected.add(prefix(entry) + " via "
                            + IpAddress.parse(hop.getKey().split(",", 2)[0]));
                }
            });
        }
        assertEquals(expected, announced, where);
        Set<String> withdrawn = new TreeSet<>();
        ours.withdrawn().forEach(prefix -> withdrawn.add(prefix.toString()));
        ours.mpUnreach().ifPresent(unreach -> unreach.withdrawn().forEach(prefix -> withdrawn.add(prefix.toString())));
        Set<String> gone = new TreeSet<>();
        for (JsonNode family : update.path("withdraw")) {
            family.forEach(entry -> gone.add(prefix(entry).toString()));
        }
        assertEquals(gone, withdrawn, where);
        ours.attributes().ifPresent(attributes -> compare(where, update.path("attribute"), attributes));
    }

    private static Prefix prefix(JsonNode entry) {
        return Prefix.parse(entry.path("nlri").asText(entry.asText()));
    }

    private static void compare(String where, JsonNode expected, PathAttributes ours) {
        if (expected.has("origin")) {
            assertEquals(
                    expected.path("origin").asText(), ours.origin().name().toLowerCase(java.util.Locale.ROOT), where);
        }
        assertEquals(expected.path("med").asLong(-1), ours.med().orElse(-1), where);
        assertEquals(
                expected.path("local-preference").asLong(-1),
                ours.localPreference().orElse(-1),
                where);
        List<String> communities = new ArrayList<>();
        expected.path("community")
                .forEach(c ->
                        communities.add(c.path(0).asText() + ":" + c.path(1).asText()));
        assertEquals(
                communities,
                ours.communities().stream().map(Community::toString).toList(),
                where);
        List<String> large = new ArrayList<>();
        expected.path("large-community")
                .forEach(c -> large.add(c.path(0).asText() + ":" + c.path(1).asText() + ":"
                        + c.path(2).asText()));
        assertEquals(
                large,
                ours.largeCommunities().stream().map(LargeCommunity::toString).toList(),
                where);
        List<String> path = new ArrayList<>();
        expected.path("as-path").forEach(segment -> segment.path("value").forEach(as -> path.add(as.asText())));
        List<String> asns = ours.asPath().segments().stream()
                .flatMap(segment -> segment.asns().stream())
                .map(Object::toString)
                .toList();
        assertEquals(path, asns, where);
    }
}
