package dev.warren.bgp.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** One more BIRD 2 on the speaker's link, AS 64601, with link-local addresses only, announcing 172.20.3.0/24 and 2001:db8:a03::/48. */
final class LinkBird {
    /** Its address, and the next hop of its routes. */
    static final String ADDRESS = "fe80::3";

    private final Path socket;

    /** Starts it in a namespace whose interface v0 has its address. */
    LinkBird(TwoNamespaces namespaces, String namespace, Path folder) throws IOException {
        socket = folder.resolve("link.ctl");
        Path configuration = folder.resolve("link.conf");
        Files.writeString(configuration, """
                log stderr all;
                router id 10.0.0.3;
                protocol device { scan time 1; }
                protocol static four { ipv4; route 172.20.3.0/24 unreachable; }
                protocol static six { ipv6; route 2001:db8:a03::/48 unreachable; }
                protocol bgp warren {
                  local %1$s as 64601;
                  neighbor fe80::1 as 64512;
                  interface "v0";
                  strict bind on;
                  connect delay time 1;
                  connect retry time 1;
                  error wait time 1, 2;
                  ipv4 { import all; export where proto = "four"; extended next hop on; next hop address %1$s; };
                  ipv6 { import all; export where proto = "six"; next hop address %1$s; };
                }
                """.formatted(ADDRESS));
        namespaces.start(
                namespace,
                folder.resolve("link.log"),
                "bird",
                "-f",
                "-c",
                configuration.toString(),
                "-s",
                socket.toString());
    }

    String routes() {
        return Bird.show(socket, "show", "route", "all");
    }
}
