package dev.warren.router.tunnel;

import dev.warren.linux.netlink.Errno;
import dev.warren.linux.netlink.Link;
import dev.warren.linux.netlink.RouteNetlink;
import dev.warren.topology.PlaneChoice;
import dev.warren.wg.control.WireGuardException;
import dev.warren.wg.kernel.KernelControl;
import java.io.IOException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Chooses the plane of an interface. An interface that is there already is kept by whoever carries it, so that a restart disturbs
 * nothing; a choice that says otherwise replaces it, if it is the node's own.
 */
record PlaneSelection(
        PlaneChoice choice,
        String interfaceName,
        RouteNetlink netlink,
        TunnelOwnership ownership,
        TunnelProcess process) {
    private static final Logger LOG = LoggerFactory.getLogger(PlaneSelection.class);

    /**
     * Opens the plane; on a thread in the network namespace of the interface.
     *
     * @throws IOException if the kernel's is asked for and isn't there, or what is to be replaced is another's; nothing was touched then
     */
    TunnelPlane open() throws IOException {
        return switch (choice) {
            case AUTO -> present(TunnelOwnership.TUN).isPresent() ? said(userspace(), "found") : preferred();
            case KERNEL -> {
                KernelPlane kernel = kernel();
                replace(TunnelOwnership.TUN);
                yield said(kernel, "asked for");
            }
            case USERSPACE -> {
                replace(KernelControl.LINK_KIND);
                yield said(userspace(), "asked for");
            }
        };
    }

    private UserspacePlane userspace() {
        return new UserspacePlane(interfaceName, process);
    }

    private Optional<Link> present(String kind) throws IOException {
        return netlink.link(interfaceName).filter(link -> link.kind().equals(kind));
    }

    private TunnelPlane preferred() throws IOException {
        try {
            return said(new KernelPlane(interfaceName, netlink), "preferred");
        } catch (WireGuardException missing) {
            if (missing.errno() != Errno.ENOENT) {
                throw missing;
            }
            return said(userspace(), "this kernel has no WireGuard");
        }
    }

    private KernelPlane kernel() throws IOException {
        try {
            return new KernelPlane(interfaceName, netlink);
        } catch (WireGuardException missing) {
            throw new IOException(
                    "the plane of " + interfaceName + " is to be the kernel's, but " + missing.getMessage()
                            + ", or choose the plane auto or userspace",
                    missing);
        }
    }

    /** Removes what the other plane has left. */
    private void replace(String kind) throws IOException {
        Optional<Link> present = present(kind);
        if (present.isPresent()) {
            ownership.requireOwn(present.get());
            LOG.info("event=plane-replaced interface={} kind={}", interfaceName, kind);
            netlink.deleteLink(present.get().index());
        }
    }

    private TunnelPlane said(TunnelPlane plane, String why) {
        LOG.info("event=plane interface={} plane={} why=\"{}\"", interfaceName, plane.title(), why);
        return plane;
    }
}
