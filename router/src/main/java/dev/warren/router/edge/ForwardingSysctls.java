package dev.warren.router.edge;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The kernel's switches without which a hub does not forward: IPv4 by interface, IPv6 for the whole host (its switch has no
 * effect by interface). The reverse-path filter is off on the overlay's interfaces, because it knows nothing of the overlay's
 * table; AllowedIPs and the firewall check the sources instead.
 */
final class ForwardingSysctls {
    private static final Logger LOG = LoggerFactory.getLogger(ForwardingSysctls.class);
    private static final Path NET = Path.of("/proc/sys/net");

    private ForwardingSysctls() {}

    /** Sets what is not set; gives the number of switches turned. Interfaces that are not there are skipped. */
    static int ensure(List<String> interfaces) throws IOException {
        int turned = turn("ipv6/conf/all/forwarding", "1");
        for (String name : interfaces) {
            turned += turn("ipv4/conf/" + name + "/forwarding", "1");
            turned += turn("ipv4/conf/" + name + "/rp_filter", "0");
        }
        if (turned > 0 && !read(NET.resolve("ipv4/conf/all/rp_filter")).equals("0")) {
            LOG.warn("event=reverse-path-filter sysctl=net.ipv4.conf.all.rp_filter "
                    + "remedy=\"set it to 0, or the kernel may drop packets of the overlay\"");
        }
        return turned;
    }

    private static int turn(String name, String value) throws IOException {
        Path file = NET.resolve(name);
        if (!Files.exists(file) || read(file).equals(value)) {
            return 0;
        }
        Files.writeString(file, value);
        LOG.info("event=sysctl name=net/{} value={}", name, value);
        return 1;
    }

    private static String read(Path file) throws IOException {
        return Files.readString(file).strip();
    }
}
