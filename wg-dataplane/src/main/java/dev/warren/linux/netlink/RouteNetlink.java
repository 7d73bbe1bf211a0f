package dev.warren.linux.netlink;

import dev.warren.net.IpFamily;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The kernel's links, addresses, routes and rules. Every method may be called from any thread; calls are serialised inside.
 * Each fails with a {@link NetlinkException} that has the kernel's errno and its own words, and waits at most five seconds for each part of an answer.
 *
 * <p>Dumps that the kernel flags as interrupted by a concurrent change are read again, up to eight times, and then fail with
 * EINTR.
 */
public interface RouteNetlink extends AutoCloseable {

    /** Opens a socket in the network namespace of the calling thread. */
    static RouteNetlink open() throws NetlinkException {
        return new SocketRouteNetlink(NetlinkExchange.open());
    }

    /** All links of the namespace. */
    List<Link> links() throws NetlinkException;

    /** The link of this name; empty where there is none. */
    Optional<Link> link(String name) throws NetlinkException;

    /** Sets a link up or down. */
    void setUp(int interfaceIndex, boolean up) throws NetlinkException;

    /** Sets a link's MTU in bytes. */
    void setMtu(int interfaceIndex, int mtu) throws NetlinkException;

    /** Sets a link's alias, at most 254 bytes. */
    void setAlias(int interfaceIndex, String alias) throws NetlinkException;

    /**
     * Adds a link that is made by its name and kind alone, such as {@code wireguard}. EEXIST where the name is taken, EOPNOTSUPP
     * where the kernel doesn't have the kind.
     */
    void addLink(String name, String kind) throws NetlinkException;

    /** Deletes a link. */
    void deleteLink(int interfaceIndex) throws NetlinkException;

    /** All addresses of both families on one link. */
    List<InterfaceAddress> addresses(int interfaceIndex) throws NetlinkException;

    /** Adds an address; it is usable at once (no duplicate address detection). EEXIST where it is there already. */
    void addAddress(InterfaceAddress address) throws NetlinkException;

    /** Removes an address. EADDRNOTAVAIL where it isn't there. */
    void removeAddress(InterfaceAddress address) throws NetlinkException;

    /** The routes that match the filter; an absent table is an empty one. The kernel filters, so foreign tables cost nothing. */
    List<Route> routes(RouteFilter filter) throws NetlinkException;

    /**
     * Makes the changes in order, many in one system call. A change that the kernel refuses doesn't stop the ones after it.
     *
     * @return the refused changes with the kernel's reasons; empty if all were made
     * @throws NetlinkException if the socket itself fails; then nothing is known about the changes
     */
    List<RouteFailure> changeRoutes(List<RouteChange> changes) throws NetlinkException;

    /** The policy rules of a family in the order of their priorities. */
    List<Rule> rules(IpFamily family) throws NetlinkException;

    /** Adds a rule. EEXIST where the same one is there. */
    void addRule(Rule rule) throws NetlinkException;

    /** Removes the first rule that has at least these selectors. ENOENT where there is none such. */
    void removeRule(Rule rule) throws NetlinkException;

    /**
     * Watches the namespace of the calling thread on a socket of its own.
     *
     * @param listener called on the monitor's own daemon thread
     */
    static RouteMonitor monitor(Set<MonitorGroup> groups, MonitorListener listener) throws NetlinkException {
        return RouteMonitor.start(groups, listener);
    }

    @Override
    void close();
}
