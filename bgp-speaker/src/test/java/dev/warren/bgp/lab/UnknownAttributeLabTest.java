package dev.warren.bgp.lab;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Attributes that nobody knows, on their way through us (RFC 4271 section 5), as FRR and BIRD 2 record what they received (RFC 6396). */
@Tag("lab")
class UnknownAttributeLabTest {
    @TempDir
    private Path folder = Path.of("");

    @ParameterizedTest(name = "{0} AS {1} over {2}")
    @CsvSource({"frr, 64600, v4", "bird, 64512, v6"})
    void transitiveOnesPassAsPartialAndOthersStay(String program, long asn, String transport) throws IOException {
        Meeting.assumeReady(program);
        Path record = folder.resolve("received.mrt");
        Protection demands = Protection.lines(
                        "dump bgp all " + record + "\nrouter bgp " + asn + "\n", "mrtdump { messages };\n")
                .withBirdBefore("mrtdump \"" + record + "\";\n");
        try (Meeting meeting =
                new Meeting(folder, program, transport, asn, "passive", demands, "second=127.0.0.2/127.0.0.1/64601")) {
            meeting.await(meeting::isUp);
            meeting.ask("announce-unknown 127.0.0.2 127.0.0.1 64601");
            meeting.await(() -> meeting.otherHas("198.18.0.0/24") && meeting.otherHas("2001:db8:f00::/48"));
            String octets = octets(record);
            // Optional, transitive and partial; type, length, value: of either family.
            assertTrue(octets.contains("e0f004" + "cafe0004"), octets);
            assertTrue(octets.contains("e0f004" + "cafe0006"), octets);
            assertFalse(octets.contains("f104" + "beef0004") || octets.contains("f104" + "beef0006"), octets);
        }
    }

    private static String octets(Path record) throws IOException {
        return HexFormat.of().formatHex(Files.readAllBytes(record));
    }
}
