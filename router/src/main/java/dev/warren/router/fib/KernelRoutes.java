package dev.warren.router.fib;

import dev.warren.linux.netlink.NetlinkException;
import dev.warren.linux.netlink.RouteNetlink;
import dev.warren.net.Prefix;
import java.util.Collection;

/** Keeps the overlay's table as wanted. One thread owns it. */
public final class KernelRoutes {
    private final RouteNetlink netlink;
    private final FibTable table;

    /**
     * @param netlink the kernel; not closed by this class
     * @param table the table that is ours
     */
    public KernelRoutes(RouteNetlink netlink, FibTable table) {
        this.netlink = netlink;
        this.table = table;
    }

    /**
     * Compares the whole table, both families, with what is wanted and corrects it: the last resort first, then what is
     * missing or leads elsewhere, then what nobody wants.
     */
    public RouteReport reconcile(Collection<FibEntry> wanted) throws NetlinkException {
        throw new NetlinkException(netlink + " " + table + wanted, 0, "");
    }

    /**
     * Writes changes without reading the table: {@code gained} are added or take the place of our present ones without a gap,
     * {@code lost} are removed after.
     */
    public RouteReport apply(Collection<FibEntry> gained, Collection<Prefix> lost) throws NetlinkException {
        throw new NetlinkException(netlink + " " + table + gained + lost, 0, "");
    }

    /** Removes all our routes, the last resort at the end. */
    public RouteReport clear() throws NetlinkException {
        throw new NetlinkException(netlink + " " + table, 0, "");
    }
}
