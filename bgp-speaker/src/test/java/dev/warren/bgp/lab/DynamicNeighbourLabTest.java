package dev.warren.bgp.lab;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** FRR and BIRD come by themselves from a range of addresses, unprotected, signed, by TTL security, or watched over by BFD. */
@Tag("lab")
class DynamicNeighbourLabTest {
    @TempDir
    private Path folder = Path.of("");

    @ParameterizedTest(name = "{0} over {1}, {3}")
    @CsvSource({
        "frr, v4, 192.0.2.0/24, ttl",
        "frr, v6, 2001:db8:1::/64, md5",
        "bird, v4, 192.0.0.0/22, md5",
        "bird, link, fe80::/10, unnumbered"
    })
    void whoComesFromARangeIsANeighbourUntilHeGoes(String program, String transport, String range, String kind)
            throws IOException {
        Meeting.assumeReady(program);
        Protection demands = switch (kind) {
            case "ttl" -> Protection.ttl(1);
            case "md5" -> Protection.md5("shared");
            default -> Protection.unnumbered();
        };
        String option = switch (kind) {
            case "ttl" -> "ttl=1";
            case "md5" -> Protection.md5Option(folder, "shared");
            default -> "unnumbered";
        };
        try (Meeting meeting =
                new Meeting(folder, program, transport, 64600, "passive", demands, option, "range=" + range)) {
            meeting.ask("originate 10.1.0.0/16");
            meeting.ask("originate 2001:db8:a::/48");
            meeting.await(() -> meeting.isUp()
                    && meeting.other().routes().contains("10.1.0.0/16")
                    && meeting.other().routes().contains("2001:db8:a::/48"));
            String name = "name=peer-"
                    + (transport.equals("link")
                            ? "fe80::2%v0"
                            : transport.equals("v4") ? "192.0.2.2" : "2001:db8:1::2");
            assertTrue(meeting.ask("status").contains(name), meeting::scene);
            assertTrue(meeting.ask("status").contains("asn=64600"), meeting::scene);
            meeting.other().crash();
            meeting.await(() -> !meeting.ask("status").contains(name) && meeting.isDown());
        }
    }

    @ParameterizedTest(name = "{0} over {1}")
    @CsvSource({"frr, v4, 192.0.2.0/24", "frr, v6, 2001:db8:1::/64", "bird, v4, 192.0.0.0/22", "bird, link, fe80::/10"})
    void bfdWatchesOverWhoHasComeUntilHeIsForgotten(String program, String transport, String range) throws IOException {
        Meeting.assumeReady(program);
        boolean link = transport.equals("link");
        List<String> options = new ArrayList<>(List.of("bfd=SINGLE", "range=" + range));
        if (link) {
            options.add("unnumbered");
        }
        Protection demands = link ? Protection.unnumberedWithBfd() : Protection.withBfd();
        try (Meeting meeting =
                new Meeting(folder, program, transport, 64600, "passive", demands, options.toArray(String[]::new))) {
            meeting.cutIsNoticedByBfd();
            meeting.await(() -> meeting.ask("status").strip().equals("[]")
                    && meeting.ask("bfd").strip().equals("[]"));
            meeting.namespaces().mend();
            meeting.awaitWatched();
        }
    }
}
