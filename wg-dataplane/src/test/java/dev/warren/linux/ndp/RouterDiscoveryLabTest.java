package dev.warren.linux.ndp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.warren.linux.lab.LabNamespace;
import dev.warren.linux.libc.LibcException;
import dev.warren.linux.netlink.InterfaceAddress;
import dev.warren.linux.netlink.RouteNetlink;
import dev.warren.net.IpAddress;
import java.io.IOException;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Two routers on a link of the kernel's. */
@Tag("lab")
class RouterDiscoveryLabTest {
    private static final long PATIENCE_NANOS = 10_000_000_000L;

    private static IpAddress linkLocal(RouteNetlink netlink, int index) throws IOException {
        return netlink.addresses(index).stream()
                .map(InterfaceAddress::address)
                .filter(IpAddress::isLinkLocal)
                .findFirst()
                .orElseThrow();
    }

    private static RouterMessage next(RouterDiscoverySocket socket) throws Exception {
        long end = System.nanoTime() + PATIENCE_NANOS;
        Optional<RouterMessage> message = Optional.empty();
        while (message.isEmpty() && System.nanoTime() - end < 0) {
            message = socket.receive().message();
            Thread.sleep(5);
        }
        return message.orElseThrow();
    }

    @Test
    void routersHearEachOtherAndNotThemselves() throws Exception {
        try (LabNamespace namespace = LabNamespace.create();
                RouteNetlink netlink = namespace.inside(RouteNetlink::open)) {
            namespace.run("sysctl", "-qw", "net.ipv6.conf.default.accept_dad=0");
            namespace.run("ip", "link", "add", "a0", "type", "veth", "peer", "name", "b0");
            namespace.run("ip", "link", "set", "a0", "up");
            namespace.run("ip", "link", "set", "b0", "up");
            int a = netlink.link("a0").orElseThrow().index();
            int b = netlink.link("b0").orElseThrow().index();
            try (RouterDiscoverySocket atA = namespace.inside(() -> RouterDiscoverySocket.open(a, "a0"));
                    RouterDiscoverySocket atB = namespace.inside(() -> RouterDiscoverySocket.open(b, "b0"))) {
                atA.advertise();
                assertEquals(new RouterMessage.Advertisement(linkLocal(netlink, a)), next(atB));
                atB.solicit();
                assertEquals(new RouterMessage.Solicitation(), next(atA));
                assertFalse(atB.receive().any());
                namespace.run("ip", "link", "set", "a0", "down");
                assertThrows(LibcException.class, atA::advertise);
            }
        }
    }

    @Test
    void aLinkThatIsNotThereIsNamed() throws Exception {
        try (LabNamespace namespace = LabNamespace.create()) {
            LibcException missing = assertThrows(
                    LibcException.class, () -> namespace.inside(() -> RouterDiscoverySocket.open(77, "nowhere")));
            assertEquals("can't prepare router discovery on nowhere: No such device", missing.getMessage());
        }
    }
}
