package dev.warren.bgp.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** One more BIRD 2, in the third namespace: a second neighbour of the speaker, which announces its static routes. */
final class SecondBird {
    private final Path socket;

    /**
     * Starts it.
     *
     * @param v4 the transport
     * @param statics its static protocols
     * @param change what the export filter does first
     * @param channel more lines of both channels
     */
    SecondBird(
            TwoNamespaces namespaces, Path folder, boolean v4, long asn, String statics, String change, String channel)
            throws IOException {
        this(
                namespaces,
                folder,
                v4 ? "198.51.100.2" : "2001:db8:2::2",
                v4 ? "198.51.100.1" : "2001:db8:2::1",
                asn,
                statics,
                change,
                channel,
                "");
    }

    /** The same, with a session as demanded in place of lines of the channels. */
    SecondBird(
            TwoNamespaces namespaces,
            Path folder,
            boolean v4,
            long asn,
            Protection demands,
            Announcement... announcements)
            throws IOException {
        this(
                namespaces,
                folder,
                v4 ? "198.51.100.2" : "2001:db8:2::2",
                v4 ? "198.51.100.1" : "2001:db8:2::1",
                asn,
                demands.birdBefore() + Announcement.statics(announcements),
                demands.birdExport() + Announcement.change(announcements),
                "",
                demands.bird());
    }

    private SecondBird(
            TwoNamespaces namespaces,
            Path folder,
            String own,
            String neighbour,
            long asn,
            String statics,
            String change,
            String channel,
            String session)
            throws IOException {
        socket = folder.resolve("second.ctl");
        Path configuration = folder.resolve("second.conf");
        Files.writeString(
                configuration, """
                log stderr all;
                router id 10.0.0.3;
                protocol device { scan time 1; }
                %s
                filter announced { %s if source = RTS_STATIC then accept; reject; }
                protocol bgp warren {
                  local %s as %d;
                  neighbor %s as 64512;
                  hold time 9;
                  connect delay time 1;
                  connect retry time 1;
                  error wait time 1, 2;
                  %s
                  ipv4 { import all; export filter announced; next hop address 198.51.100.2; %s };
                  ipv6 { import all; export filter announced; next hop address 2001:db8:2::2; %s };
                }
                """.formatted(statics, change, own, asn, neighbour, session, channel, channel));
        namespaces.start(
                namespaces.third(),
                folder.resolve("second.log"),
                "bird",
                "-f",
                "-c",
                configuration.toString(),
                "-s",
                socket.toString());
    }

    /** One of AS 64512 that is the other program's neighbour, through our namespace, and not ours. */
    static SecondBird behind(TwoNamespaces namespaces, Path folder, boolean v4, String statics) throws IOException {
        String third = namespaces.third();
        for (String way : new String[] {"default via 198.51.100.1", "default via 2001:db8:2::1"}) {
            Shell.run(("ip -n " + third + " route add " + way).split(" ", -1));
        }
        for (String way : new String[] {"198.51.100.0/24 via 192.0.2.1", "2001:db8:2::/64 via 2001:db8:1::1"}) {
            Shell.run(("ip -n " + namespaces.theirs() + " route add " + way).split(" ", -1));
        }
        for (String key : new String[] {"net.ipv4.ip_forward=1", "net.ipv6.conf.all.forwarding=1"}) {
            Shell.run("ip", "netns", "exec", namespaces.ours(), "sysctl", "-qw", key);
        }
        return new SecondBird(
                namespaces,
                folder,
                v4 ? "198.51.100.2" : "2001:db8:2::2",
                v4 ? "192.0.2.2" : "2001:db8:1::2",
                64512,
                statics,
                "",
                "",
                "");
    }

    /** The option of our speaker that adds this neighbour. */
    static String option(boolean v4, long asn) {
        return "second=" + (v4 ? "198.51.100.2/198.51.100.1" : "2001:db8:2::2/2001:db8:2::1") + "/" + asn;
    }

    /** Has it do something; fails if it doesn't. */
    void tell(String... words) {
        Bird.tell(socket, words);
    }

    String routes() {
        return Bird.show(socket, "show", "route", "all");
    }

    /** What it prints about its session. */
    String neighbour() {
        return Bird.show(socket, "show", "protocols", "all", "warren");
    }
}
