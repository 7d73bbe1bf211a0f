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
        socket = folder.resolve("second.ctl");
        Path configuration = folder.resolve("second.conf");
        Files.writeString(configuration, """
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
                  ipv4 { import all; export filter announced; next hop address 198.51.100.2; %s };
                  ipv6 { import all; export filter announced; next hop address 2001:db8:2::2; %s };
                }
                """.formatted(
                        statics,
                        change,
                        v4 ? "198.51.100.2" : "2001:db8:2::2",
                        asn,
                        v4 ? "198.51.100.1" : "2001:db8:2::1",
                        channel,
                        channel));
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

    /** The option of our speaker that adds this neighbour. */
    static String option(boolean v4, long asn) {
        return "second=" + (v4 ? "198.51.100.2/198.51.100.1" : "2001:db8:2::2/2001:db8:2::1") + "/" + asn;
    }

    /** What a command prints. */
    String ask(String... words) {
        String[] all = new String[3 + words.length];
        all[0] = "birdc";
        all[1] = "-s";
        all[2] = socket.toString();
        System.arraycopy(words, 0, all, 3, words.length);
        try {
            return Shell.run(all);
        } catch (IllegalStateException notYet) {
            return String.valueOf(notYet.getMessage());
        }
    }

    String routes() {
        return ask("show", "route", "all");
    }
}
