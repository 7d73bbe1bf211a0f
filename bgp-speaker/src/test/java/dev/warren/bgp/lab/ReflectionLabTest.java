package dev.warren.bgp.lab;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Route reflection (RFC 4456) with FRR and BIRD 2: they are our clients, and we are theirs; a BIRD 2 is the other client. */
@Tag("lab")
class ReflectionLabTest {
    private static final String STATICS = """
            protocol static four { ipv4; route 172.21.0.0/24 unreachable; }
            protocol static six { ipv6; route 2001:db8:b00::/48 unreachable; }
            """;

    private static final Pattern REFLECTED =
            Pattern.compile("originatorId=Optional\\[10.0.0.3\\], clusterList=\\[10.0.0.2\\]");

    @TempDir
    private Path folder = Path.of("");

    @ParameterizedTest(name = "{0}")
    @MethodSource("dev.warren.bgp.lab.Circumstances#all")
    void weReflectBetweenClients(Circumstances circumstances) throws IOException {
        Meeting.assumeReady("bird");
        boolean v4 = circumstances.isV4();
        try (Meeting meeting =
                circumstances.meet(folder, 64512, "active", Protection.NONE, "client", SecondBird.option(v4, 64512))) {
            SecondBird second = new SecondBird(
                    meeting.namespaces(), folder, v4, 64512, STATICS, "", Bird.paths(circumstances.addPath()));
            Pattern atOther = circumstances.program().equals("frr")
                    ? Pattern.compile("originatorId\":\"10.0.0.3\".*clusterList.*10.0.0.1")
                    : Pattern.compile("originator_id: 10.0.0.3\\s+BGP.cluster_list: 10.0.0.1");
            meeting.await(() -> {
                String routes = meeting.other().routes();
                return routes.contains("172.21.0.0/24")
                        && routes.contains("2001:db8:b00::/48")
                        && Meeting.times(atOther, routes) >= 2;
            });
            Pattern atSecond = Pattern.compile("originator_id: 10.0.0.2\\s+BGP.cluster_list: 10.0.0.1");
            meeting.await(() -> {
                String routes = second.routes();
                return routes.contains("172.20.0.0/24")
                        && routes.contains("2001:db8:a00::/48")
                        && Meeting.times(atSecond, routes) == 2 * circumstances.paths();
            });
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("dev.warren.bgp.lab.Circumstances#all")
    void weAreAClient(Circumstances circumstances) throws IOException {
        Meeting.assumeReady("bird");
        boolean v4 = circumstances.isV4();
        String second = v4 ? "198.51.100.2" : "2001:db8:2::2";
        String own = v4 ? "192.0.2.2" : "2001:db8:1::2";
        Protection reflector = Protection.lines(frr(second), bird(own, second, Bird.paths(circumstances.addPath())));
        try (Meeting meeting = circumstances.meet(folder, 64512, "active", reflector)) {
            SecondBird.behind(meeting.namespaces(), folder, v4, STATICS);
            meeting.ask("originate 10.1.0.0/16");
            meeting.await(() -> {
                String paths = meeting.ask("paths");
                return meeting.isUp()
                        && paths.contains("172.21.0.0/24")
                        && paths.contains("2001:db8:b00::/48")
                        && meeting.hasPaths(circumstances.paths(), circumstances.paths())
                        && Meeting.times(REFLECTED, paths) == 2;
            });
        }
    }

    /** Two reflectors with the same cluster id leave alone what has passed the other one; what that has itself is taken. */
    @ParameterizedTest(name = "{0} over {1}")
    @CsvSource({"frr, v4", "frr, v6", "bird, v4", "bird, v6"})
    void twoReflectorsAreOneCluster(String program, String transport) throws IOException {
        Meeting.assumeReady("bird");
        Circumstances circumstances = new Circumstances(program, transport, false, false);
        boolean v4 = circumstances.isV4();
        String second = v4 ? "198.51.100.2" : "2001:db8:2::2";
        String own = v4 ? "192.0.2.2" : "2001:db8:1::2";
        Protection reflector = Protection.lines(
                " bgp cluster-id 10.0.0.9\n" + frr(second), "rr cluster id 10.0.0.9;\n" + bird(own, second, ""));
        try (Meeting meeting = circumstances.meet(folder, 64512, "active", reflector, "cluster=10.0.0.9")) {
            SecondBird.behind(meeting.namespaces(), folder, v4, STATICS);
            meeting.await(() -> {
                String refusals = meeting.ask("refusals");
                return meeting.isUp()
                        && refusals.contains("prefix=172.21.0.0/24, pathId=0, reason=CLUSTER_LOOP")
                        && refusals.contains("prefix=2001:db8:b00::/48, pathId=0, reason=CLUSTER_LOOP");
            });
            String paths = meeting.ask("paths");
            assertTrue(paths.contains("172.20.0.0/24") && paths.contains("2001:db8:a00::/48"), paths);
            String story = meeting.ask("explain 172.21.0.0/24");
            assertTrue(story.contains("from peer refused: CLUSTER_LOOP"), story);
        }
    }

    private static String frr(String second) {
        StringBuilder lines =
                new StringBuilder(" neighbor SECOND remote-as 64512\n neighbor SECOND timers connect 1\n");
        for (String family : new String[] {"ipv4", "ipv6"}) {
            lines.append(" address-family ").append(family).append(" unicast\n");
            lines.append("  neighbor SECOND activate\n  neighbor SECOND route-reflector-client\n");
            lines.append("  neighbor PEER activate\n  neighbor PEER route-reflector-client\n exit-address-family\n");
        }
        return lines.toString().replace("SECOND", second);
    }

    /** The rest of our protocol's lines, and the first ones of the other's. */
    private static String bird(String own, String second, String channel) {
        return """
                rr client;
                ipv4 { import all; export where source = RTS_STATIC || source = RTS_BGP; %s };
                ipv6 { import all; export where source = RTS_STATIC || source = RTS_BGP; %s };
                }
                protocol bgp second {
                  local %s as 64512;
                  neighbor %s as 64512;
                  connect delay time 1;
                  rr client;
                """.formatted(channel, channel, own, second);
    }
}
