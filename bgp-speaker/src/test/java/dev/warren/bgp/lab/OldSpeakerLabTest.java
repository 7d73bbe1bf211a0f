package dev.warren.bgp.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * FRR over IPv4 and BIRD 2 over IPv6 whose OPENs have no capabilities (RFC 5492): sessions of RFC 4271 alone. IPv4 routes go over either
 * transport; IPv6 routes can't, as what carries them is a capability (RFC 4760). AS numbers of four octets go as AS_TRANS with
 * AS4_PATH (RFC 6793), both ways. Neither program refuses an OPEN because ours has capabilities; PeerFsmTest does.
 */
@Tag("lab")
class OldSpeakerLabTest {
    @TempDir
    private Path folder = Path.of("");

    @Test
    void whoOffersNothingExchangesIpv4() throws IOException {
        Meeting.assumeReady("frr");
        Meeting.assumeReady("bird");
        Announcement ofFrr = new Announcement(0, "set as-path prepend 4200000001", "");
        Announcement ofBird = new Announcement(3, "", "bgp_path.prepend(4200000003);");
        Protection demands =
                Announcement.demands(64600, ofFrr).withLines(" neighbor PEER dont-capability-negotiate\n", "");
        try (Meeting meeting = new Meeting(
                folder, "frr", "v4", 64600, "active", demands, SecondBird.option(false, 64601), "policies=far")) {
            SecondBird bird = new SecondBird(
                    meeting.namespaces(),
                    folder,
                    false,
                    64601,
                    Protection.lines("", "capabilities off;\nenable as4 off;\n"),
                    ofBird);
            meeting.ask("originate 10.1.0.0/16");
            meeting.ask("originate 2001:db8:a::/48");
            meeting.await(() ->
                    meeting.ask("routes").contains("172.20.0.0/24 via 192.0.2.2 path [64600 4200000001] from peer")
                            && meeting.ask("routes")
                                    .contains("172.20.3.0/24 via 198.51.100.2 path [64601 4200000003] from second"));
            // FRR has heard that we know such numbers, and leaves AS4_PATH out of account.
            meeting.await(() -> meeting.other().routes().contains("\"64512 23456\"")
                    && meeting.other().routes().contains("\"64512 23456 64601 23456\""));
            meeting.await(() -> bird.routes().contains("as_path: 64512 4200000000\n")
                    && bird.routes().contains("as_path: 64512 4200000000 64600 4200000001\n"));
            // FRR announces IPv6 all the same.
            meeting.await(() -> meeting.ask("refusals").contains("prefix=2001:db8:a00::/48, pathId=0, reason=FAMILY"));
            String status = meeting.ask("status");
            assertEquals(2, Meeting.times(Pattern.compile("exchanged=\\{V4=\\w+}, capabilities=\\[]"), status), status);
            String theirs = meeting.other().routes() + bird.routes();
            assertFalse(theirs.contains("2001:db8:a::/48"), theirs);
            assertFalse(meeting.ask("routes").contains("2001:db8:a0"), meeting::scene);
            assertEquals(2, Meeting.times(Pattern.compile("established=1, dropped=0"), status), status);
        }
    }
}
