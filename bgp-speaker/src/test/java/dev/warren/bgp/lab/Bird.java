package dev.warren.bgp.lab;

import dev.warren.net.IpFamily;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** BIRD 2 with its own socket. */
final class Bird implements OtherRouter {
    private static final String ONCE = """
            protocol static four { ipv4; route 172.20.0.0/24 unreachable; }
            protocol static six { ipv6; route 2001:db8:a00::/48 unreachable; }
            """;

    private static final String AGAIN = """
            protocol static fourb { ipv4 { preference 150; }; route 172.20.0.0/24 unreachable; }
            protocol static sixb { ipv6 { preference 150; }; route 2001:db8:a00::/48 unreachable; }
            """;

    private final Path folder;
    private final Path socket;
    private final TwoNamespaces namespaces;
    private Process bird;

    Bird(
            TwoNamespaces namespaces,
            Path folder,
            String neighbour,
            long asn,
            long neighbourAs,
            boolean passive,
            Protection protection)
            throws IOException {
        this.folder = folder;
        this.namespaces = namespaces;
        socket = folder.resolve("bird.ctl");
        Path configuration = folder.resolve("bird.conf");
        Files.writeString(configuration, """
                log stderr all;
                router id 10.0.0.2;
                protocol device { scan time 1; }
                protocol bfd { interface "v0" { interval 300 ms; multiplier 3; }; }
                %s
                filter own { if source != RTS_STATIC then reject; %s accept; }
                protocol bgp warren {
                  local %s as %d;
                  neighbor %s as %d;
                  hold time 9;
                  connect delay time 1;
                  connect retry time 1;
                  error wait time 1, 2;
                  passive %s;
                  %s
                  ipv4 { import all; export filter own; next hop self; %s; %s };
                  ipv6 { import all; export filter own; next hop self; next hop address %s; %s };
                }
                """.formatted(
                statics(protection.addPath()) + protection.birdBefore(),
                protection.birdExport(),
                !neighbour.contains(":") ? "192.0.2.2" : neighbour.startsWith("fe80") ? "fe80::2" : "2001:db8:1::2",
                asn,
                neighbour,
                neighbourAs,
                passive ? "on" : "off",
                protection.bird(),
                protection.birdNextHop(),
                paths(protection.addPath()),
                protection.otherV6(),
                paths(protection.addPath())));
        bird = start();
    }

    /** The two prefixes: each by two paths, or by one. */
    static String statics(boolean twice) {
        return twice ? ONCE + AGAIN : ONCE;
    }

    /** What a channel says with ADD-PATH both ways, or without. */
    static String paths(boolean addPath) {
        return addPath ? "add paths on;" : "";
    }

    private Process start(String... more) throws IOException {
        List<String> words = new ArrayList<>(
                List.of("bird", "-f", "-c", folder.resolve("bird.conf").toString(), "-s", socket.toString()));
        words.addAll(List.of(more));
        return namespaces.start(namespaces.theirs(), folder.resolve("bird.log"), words.toArray(String[]::new));
    }

    private String show(String... words) {
        return show(socket, words);
    }

    /** What the BIRD behind a socket shows, or why it doesn't yet. */
    static String show(Path socket, String... words) {
        try {
            return tell(socket, words);
        } catch (IllegalStateException notYet) {
            return String.valueOf(notYet.getMessage());
        }
    }

    /**
     * What the BIRD behind a socket answers to a command.
     *
     * @throws IllegalStateException if it isn't there or refuses the command, with what it says
     */
    static String tell(Path socket, String... words) {
        List<String> all = new ArrayList<>(List.of("birdc", "-s", socket.toString()));
        all.addAll(List.of(words));
        return Shell.run(all.toArray(String[]::new));
    }

    @Override
    public String routes() {
        return show("show", "route", "all");
    }

    @Override
    public void withdraw(IpFamily family) {
        tell(socket, "disable", family == IpFamily.V4 ? "four" : "six");
    }

    @Override
    public String neighbour() {
        return show("show", "protocols", "all", "warren");
    }

    @Override
    public void refresh() {
        tell(socket, "reload", "in", "warren");
    }

    @Override
    public void shutDown(String text) {
        tell(socket, "disable", "warren", "\"" + text + "\"");
    }

    @Override
    public String log() {
        return Shell.read(folder.resolve("bird.log"));
    }

    @Override
    public void killBgp() {
        Shell.kill(bird);
    }

    @Override
    public void comeBack(IpFamily lost) throws IOException {
        Path configuration = folder.resolve("bird.conf");
        Files.writeString(
                configuration,
                Shell.read(configuration).replaceFirst("route " + OtherRouter.prefix(lost) + " unreachable;", ""));
        bird = start("-R");
    }

    @Override
    public long pid() {
        return bird.pid();
    }

    @Override
    public void crash() {
        Shell.kill(bird);
    }
}
