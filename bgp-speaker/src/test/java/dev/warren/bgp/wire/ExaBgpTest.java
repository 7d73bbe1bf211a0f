package dev.warren.bgp.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.warren.net.IpAddress;
import dev.warren.net.IpFamily;
import dev.warren.net.Prefix;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** ExaBGP's own messages: what we make of the octets is what its JSON says, and no message of another family is an error. */
class ExaBgpTest {
    private static final CodecContext CONTEXT = new CodecContext(false, true);
    private static final CodecContext TWO_OCTETS = new CodecContext(false, false);
    private static final CodecContext WITH_IDS = new CodecContext(false, true, false, Set.of(IpFamily.values()));
    /** ADD-PATH changes the form of prefixes, another AS size that of paths; neither is in the octets. */
    private static final Map<String, CodecContext> OTHER_CONTEXTS =
            Map.of("conf-addpath.ci", WITH_IDS, "conf-path-information.ci", WITH_IDS, "conf-no-asn4.ci", TWO_OCTETS);

    /** IPv6 with an IPv4 next hop: for those who have agreed on that, which we never offer. */
    private static final String OF_ANOTHER_CAPABILITY = "extended-nexthop.ci:6";

    private static final Set<String> NOT_OURS = Set.of(
            "unknown-message.ci",
            // An attribute that is unknown and well-known: RFC 4271 section 6.3 ends the session.
            "conf-generic-attribute.ci");

    private final ObjectMapper json = new ObjectMapper();

    private record Sample(String where, CodecContext context, ByteBuffer octets, JsonNode meaning) {}

    private List<Sample> samples() throws IOException {
        List<Sample> samples = new ArrayList<>();
        try (Stream<Path> files = Files.list(TestData.bgp("exabgp-qa/encoding"))) {
            for (Path file :
                    files.filter(f -> f.toString().endsWith(".ci")).sorted().toList()) {
                String name = file.getFileName().toString();
                if (!NOT_OURS.contains(name)) {
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
                CodecContext context = OTHER_CONTEXTS.getOrDefault(name, CONTEXT);
                samples.add(new Sample(name + ":" + (line + 1), context, ByteBuffer.wrap(octets), meaning));
            }
        }
    }

    @Test
    void messagesMeanWhatTheJsonSays() throws IOException {
        int compared = 0;
        int withIds = 0;
        List<String> changed = new ArrayList<>();
        for (Sample sample : samples()) {
            if (sample.where().equals(OF_ANOTHER_CAPABILITY)) {
                continue;
            }
            Decoded decoded = MessageDecoder.decode(sample.octets(), sample.context());
            Decoded.Good good = assertInstanceOf(Decoded.Good.class, decoded, sample.where() + " " + decoded);
            JsonNode update = sample.meaning().path("neighbor").path("message").path("update");
            if (good.message() instanceof Update ours && speaksOnlyUnicast(update)) {
                compare(sample.where(), update, ours);
                compared++;
                withIds += sample.context().equals(WITH_IDS) ? 1 : 0;
                if (!MessageEncoder.encode(ours, sample.context()).equals(sample.octets())) {
                    changed.add(sample.where());
                }
            }
        }
        assertEquals(4, withIds, "with path identifiers");
        assertTrue(compared > 50, compared + " compared");
        assertEquals(List.of(), changed, "encoded back to other octets");
    }

    /** RFC 7606 section 7.11. */
    @Test
    void ipv6WithAnIpv4NextHopEndsTheSession() throws IOException {
        Sample sample = samples().stream()
                .filter(one -> one.where().equals(OF_ANOTHER_CAPABILITY))
                .findFirst()
                .orElseThrow();
        Decoded.Bad bad = assertInstanceOf(Decoded.Bad.class, MessageDecoder.decode(sample.octets(), sample.context()));
        assertTrue(bad.notification().is(NotificationCode.OPTIONAL_ATTRIBUTE_ERROR), bad::toString);
    }

    /** There is no JSON of it, but a command. */
    @Test
    void twoOctetNumbersAreWhatTheCommandSays() throws IOException {
        List<Sample> old = samples().stream()
                .filter(sample -> sample.context().equals(TWO_OCTETS))
                .toList();
        assertEquals(1, old.size());
        Decoded.Good good = assertInstanceOf(
                Decoded.Good.class, MessageDecoder.decode(old.getFirst().octets(), TWO_OCTETS));
        Update ours = assertInstanceOf(Update.class, good.message());
        assertEquals("100", ours.attributes().orElseThrow().asPath().toString());
        assertEquals(List.of(Prefix.parse("10.0.1.0/24")), ours.announced());
        assertEquals(old.getFirst().octets(), MessageEncoder.encode(ours, TWO_OCTETS));
    }

    private static boolean speaksOnlyUnicast(JsonNode update) {
        Set<String> families = new TreeSet<>();
        update.path("announce").fieldNames().forEachRemaining(families::add);
        update.path("withdraw").fieldNames().forEachRemaining(families::add);
        families.removeAll(Set.of("ipv4 unicast", "ipv6 unicast"));
        return update.isObject() && families.isEmpty();
    }

    private static void compare(String where, JsonNode update, Update ours) {
        Set<String> announced = new TreeSet<>();
        String hop = ours.attributes()
                .flatMap(PathAttributes::nextHop)
                .map(IpAddress::toString)
                .orElse("?");
        for (int index = 0; index < ours.announced().size(); index++) {
            announced.add(ours.announced().get(index) + " via " + hop
                    + id(ours.announcedIds().of(index)));
        }
        ours.mpReach()
                .ifPresent(reach -> reach.announced()
                        .forEach(prefix ->
                                announced.add(prefix + " via " + reach.nextHop().orElseThrow())));
        Set<String> expected = new TreeSet<>();
        for (JsonNode family : update.path("announce")) {
            family.properties().forEach(its -> {
                for (JsonNode entry : its.getValue()) {
                    expected.add(prefix(entry) + " via "
                            + IpAddress.parse(its.getKey().split(",", 2)[0])
                            + entry.path("path-information").asText());
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

    /** A path identifier as ExaBGP writes it; nothing where there is none. */
    private static String id(int pathId) {
        return pathId == 0 ? "" : IpAddress.ofV4(pathId).toString();
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
