package dev.warren.router.tunnel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.warren.linux.lab.LabNamespace;
import dev.warren.linux.netlink.RouteNetlink;
import dev.warren.router.Plans;
import dev.warren.topology.PlaneChoice;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** On a kernel without WireGuard; what the kernel's plane does is tested in a virtual machine (labs, KernelDriverVmTest). */
@Tag("lab")
@SuppressWarnings("NullAway.Init") // JUnit calls setUp
class PlaneSelectionLabTest {
    private static final String NAME = "warren0";

    private LabNamespace namespace;
    private RouteNetlink netlink;

    @BeforeEach
    void setUp() throws Exception {
        namespace = LabNamespace.create();
        netlink = namespace.inside(RouteNetlink::open);
    }

    @AfterEach
    void tearDown() throws Exception {
        netlink.close();
        namespace.close();
    }

    private TunnelPlane select(PlaneChoice choice) throws Exception {
        TunnelProcess process = new TunnelProcess(NAME, List.of("false"), Path.of("/dev/null"));
        TunnelOwnership ownership = new TunnelOwnership(Plans.fra(), process, netlink, Duration.ZERO);
        return namespace.inside(() -> new PlaneSelection(choice, NAME, netlink, ownership, process).open());
    }

    private void assumeNoWireGuard() {
        IOException missing = null;
        try {
            namespace.run("ip", "link", "add", "probe0", "type", "wireguard");
        } catch (IOException refused) {
            missing = refused;
        }
        Assumptions.assumeTrue(missing != null, "this kernel has WireGuard");
    }

    @Test
    void withoutTheKernelsAProcessCarriesTheTunnel() throws Exception {
        assumeNoWireGuard();
        assertEquals("userspace", select(PlaneChoice.AUTO).title());
        assertEquals("userspace", select(PlaneChoice.USERSPACE).title());
    }

    @Test
    void theKernelsIsRefusedWhereItIsMissingAndTheProcessKeepsItsInterface() throws Exception {
        assumeNoWireGuard();
        namespace.run("ip", "tuntap", "add", NAME, "mode", "tun");
        IOException refused = assertThrows(IOException.class, () -> select(PlaneChoice.KERNEL));
        assertEquals(
                "the plane of warren0 is to be the kernel's, but this kernel has no WireGuard: load its module by "
                        + "`modprobe wireguard`, or choose the plane auto or userspace",
                refused.getMessage());
        assertTrue(netlink.link(NAME).isPresent());
    }

    @Test
    void anInterfaceThatAProcessCarriesStaysItsOwn() throws Exception {
        namespace.run("ip", "tuntap", "add", NAME, "mode", "tun");
        assertEquals("userspace", select(PlaneChoice.AUTO).title());
        assertTrue(netlink.link(NAME).isPresent());
    }
}
