package dev.warren.bgp.lab;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Sessions between link-local addresses with FRR and BIRD 2, both families with link-local next hops (RFC 4007, 2545, 8950). */
@Tag("lab")
class UnnumberedLabTest {
    @TempDir
    private Path folder = Path.of("");

    /** FRR waits to be connected to here: it opens no connection while zebra tells it nothing about the way. */
    @ParameterizedTest(name = "{0}, we are {1}")
    @CsvSource({"frr, active", "bird, active", "bird, passive"})
    void linkLocalNeighboursExchangeBothFamilies(String program, String role) throws IOException {
        Meeting.assumeReady(program);
        try (Meeting meeting =
                new Meeting(folder, program, "link", 64600, role, Protection.unnumbered(), "unnumbered")) {
            meeting.ask("originate 10.1.0.0/16");
            meeting.ask("originate 2001:db8:a::/48");
            meeting.await(() -> meeting.isUp()
                    && meeting.other().routes().contains("10.1.0.0/16")
                    && meeting.other().routes().contains("2001:db8:a::/48"));
            if (program.equals("bird")) {
                String routes = meeting.ask("routes");
                assertTrue(routes.contains("172.20.0.0/24 via fe80::2%v0 "), meeting::scene);
                assertTrue(routes.contains("2001:db8:a00::/48 via fe80::2%v0 "), meeting::scene);
            }
            assertTrue(meeting.other().routes().contains("fe80::1"), meeting::scene);
        }
    }

    /** RFC 2545: with our global next hop goes the link-local one. */
    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"frr", "bird"})
    void bothNextHopsGoToANeighbourOnTheLink(String program) throws IOException {
        Meeting.assumeReady(program);
        try (Meeting meeting = new Meeting(folder, program, "v6", 64600, "active", Protection.NONE, "interface=v0")) {
            meeting.ask("originate 2001:db8:a::/48");
            meeting.await(() -> meeting.isUp() && meeting.other().routes().contains("2001:db8:a::/48"));
            String routes = meeting.other().routes();
            assertTrue(
                    program.equals("bird")
                            ? routes.contains("2001:db8:1::1 fe80::")
                            : routes.contains("\"scope\":\"link-local\"") && routes.contains("2001:db8:1::1"),
                    meeting::scene);
        }
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"frr", "bird"})
    void bfdWatchesOverALinkLocalNeighbour(String program) throws IOException {
        Meeting.assumeReady(program);
        try (Meeting meeting = new Meeting(
                folder, program, "link", 64600, "active", Protection.unnumberedWithBfd(), "unnumbered", "bfd=SINGLE")) {
            meeting.cutIsNoticedByBfd();
            assertTrue(meeting.ask("status").contains("BFD"), meeting::scene);
        }
    }

    /** Two neighbours that one interface leads to, who come by themselves. */
    @Test
    void anInterfaceHasSeveralNeighbours() throws IOException {
        Meeting.assumeReady("bird");
        try (Meeting meeting = new Meeting(
                folder,
                "bird",
                "link",
                64600,
                "passive",
                Protection.lines("", Protection.unnumbered().moreBird() + "strict bind on;\n"),
                "unnumbered",
                "range=fe80::/10")) {
            TwoNamespaces namespaces = meeting.namespaces();
            Shell.run("ip", "-n", namespaces.theirs(), "addr", "add", LinkBird.ADDRESS + "/64", "dev", "v0", "nodad");
            new LinkBird(namespaces, namespaces.theirs(), folder);
            meeting.ask("originate 10.1.0.0/16");
            meeting.ask("originate 2001:db8:a::/48");
            meeting.await(() -> {
                String routes = meeting.ask("routes");
                return meeting.isUp()
                        && routes.contains("172.20.3.0/24 via fe80::3%v0 ")
                        && routes.contains("2001:db8:a03::/48 via fe80::3%v0 ")
                        && meeting.ask("status").contains("name=peer-fe80::2%v0")
                        && meeting.ask("status").contains("name=peer-fe80::3%v0");
            });
        }
    }

    /** Two that are configured, each on a machine of its own: on a broadcast link, and as peers of one WireGuard interface. */
    @ParameterizedTest(name = "{0} and bird, {1}")
    @CsvSource({"bird, BRIDGE", "frr, WIREGUARD"})
    void configuredNeighboursShareAnInterface(String program, SharedLink link) throws IOException {
        Meeting.assumeReady(program);
        Meeting.assumeReady("bird");
        link.assumeReady();
        try (Meeting meeting = new Meeting(
                folder,
                program,
                "link",
                64600,
                "active",
                Protection.unnumbered(),
                "unnumbered",
                link.option(),
                "second=" + LinkBird.ADDRESS + "/fe80::1/64601")) {
            LinkBird second =
                    new LinkBird(meeting.namespaces(), meeting.namespaces().third(), folder);
            meeting.ask("originate 10.1.0.0/16");
            meeting.ask("originate 2001:db8:a::/48");
            meeting.await(() -> {
                String routes = meeting.ask("routes");
                String first = meeting.other().routes();
                return meeting.isUp()
                        && routes.contains("172.20.3.0/24 via fe80::3%v0 ")
                        && routes.contains("2001:db8:a03::/48 via fe80::3%v0 ")
                        && has(first, "10.1.0.0/16", "2001:db8:a::/48", "172.20.3.0/24", "2001:db8:a03::/48", "fe80::1")
                        && has(
                                second.routes(),
                                "10.1.0.0/16",
                                "2001:db8:a::/48",
                                "172.20.0.0/24",
                                "2001:db8:a00::/48",
                                "fe80::1");
            });
        }
    }

    private static boolean has(String text, String... parts) {
        return Stream.of(parts).allMatch(text::contains);
    }
}
