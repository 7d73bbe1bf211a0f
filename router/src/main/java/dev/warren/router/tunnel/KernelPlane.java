package dev.warren.router.tunnel;

import dev.warren.linux.netlink.RouteNetlink;
import dev.warren.wg.control.WireGuardControl;
import dev.warren.wg.kernel.KernelControl;
import java.io.IOException;

/** The kernel's WireGuard. */
final class KernelPlane implements TunnelPlane {
    private final String interfaceName;
    private final RouteNetlink netlink;
    private final KernelControl control;

    /**
     * The plane of an interface, which nothing is done to yet; on a thread in its network namespace.
     *
     * @throws dev.warren.wg.control.WireGuardException with ENOENT if this kernel has no WireGuard
     */
    KernelPlane(String interfaceName, RouteNetlink netlink) throws IOException {
        this.interfaceName = interfaceName;
        this.netlink = netlink;
        this.control = KernelControl.open(interfaceName);
    }

    @Override
    public String title() {
        return "kernel";
    }

    @Override
    public boolean ensure() throws IOException {
        if (netlink.link(interfaceName).isPresent()) {
            return false;
        }
        netlink.addLink(interfaceName, KernelControl.LINK_KIND);
        return true;
    }

    @Override
    public WireGuardControl control() {
        return control;
    }

    @Override
    public void close() {
        control.close();
    }
}
