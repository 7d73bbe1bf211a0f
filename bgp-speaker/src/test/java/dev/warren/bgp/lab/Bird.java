package dev.warren.bgp.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** BIRD 2 with its own socket. */
final class Bird implements OtherRouter {
    private final Path socket;
    private final Process bird;

    Bird(
            TwoNamespaces namespaces,
            Path folder,
            String neighbour,
            long asn,
            long neighbourAs,
            boolean passive,
            Protection protection)
            throws IOException {
        socket = folder.resolve("bird.ctl");
        Path configuration = folder.resolve("bird.conf");
        Files.writeString(configuration, """
                router id 10.0.0.2;
                protocol device { scan time 1; }
                protocol bfd { interface "v0" { interval 300 ms; multiplier 3; }; }
                protocol static four { ipv4; route 172.20.0.0/24 unreachable; }
                protocol static six { ipv6; route 2001:db8:a00::/48 unreachable; }
                protocol bgp peer {
                  local %s as %d;
                  neighbor %s as %d;
                  hold time 9;
                  connect delay time 1;
                  connect retry time 1;
                  error wait time 1, 2;
                  passive %s;
                  %s
                  ipv4 { import all; export where proto = "four"; next hop self; next hop address 192.0.2.2; };
                  ipv6 { import all; export where proto = "six"; next hop self; next hop address 2001:db8:1::2; };
                }
                """.formatted(
                        neighbour.contains(":") ? "2001:db8:1::2" : "192.0.2.2",
                        asn,
                        neighbour,
                        neighbourAs,
                        passive ? "on" : "off",
                        protection.bird()));
        bird = namespaces.start(
                namespaces.theirs(),
                folder.resolve("bird.log"),
                "bird",
                "-f",
                "-c",
                configuration.toString(),
                "-s",
                socket.toString());
    }

    private String birdc(String... words) {
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

    @Override
    public String routes() {
        return birdc("show", "route", "all");
    }

    @Override
    public void withdraw() {
        birdc("disable", "four");
    }

    @Override
    public void crash() {
        Shell.kill(bird);
    }
}
