package dev.warren.router.fib;

import dev.warren.linux.netlink.Errno;
import dev.warren.linux.netlink.InterfaceAddress;
import dev.warren.linux.netlink.Link;
import dev.warren.linux.netlink.NetlinkException;
import dev.warren.linux.netlink.Route;
import dev.warren.linux.netlink.RouteChange;
import dev.warren.linux.netlink.RouteFailure;
import dev.warren.linux.netlink.RouteFilter;
import dev.warren.linux.netlink.RouteNetlink;
import dev.warren.linux.netlink.Rule;
import dev.warren.net.IpFamily;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToIntFunction;

/** A naive kernel: one route per table, destination and metric; rules in a list. */
final class FakeKernel implements RouteNetlink {
    final List<Route> routes = new ArrayList<>();
    final List<Rule> rules = new ArrayList<>();
    final List<RouteChange> journal = new ArrayList<>();
    /** The error of a change that is to be refused; 0 for the others. */
    ToIntFunction<RouteChange> refuse = change -> 0;

    private static boolean samePlace(Route a, Route b) {
        return a.table() == b.table()
                && a.metric() == b.metric()
                && a.destination().equals(b.destination());
    }

    @Override
    public List<Route> routes(RouteFilter filter) {
        return routes.stream().filter(filter::matches).toList();
    }

    @Override
    public List<RouteFailure> changeRoutes(List<RouteChange> changes) {
        List<RouteFailure> failures = new ArrayList<>();
        for (RouteChange change : changes) {
            journal.add(change);
            int refusal = refuse.applyAsInt(change);
            int errno = refusal == 0 ? change(change) : refusal;
            if (errno != 0) {
                failures.add(new RouteFailure(change, new NetlinkException("change", errno, "")));
            }
        }
        return failures;
    }

    private int change(RouteChange change) {
        Route route = change.route();
        boolean taken = routes.stream().anyMatch(other -> samePlace(other, route));
        return switch (change) {
            case RouteChange.Add add -> {
                if (!taken) {
                    routes.add(add.route());
                }
                yield taken ? Errno.EEXIST : 0;
            }
            case RouteChange.Replace replace -> {
                routes.removeIf(other -> samePlace(other, route));
                routes.add(replace.route());
                yield 0;
            }
            case RouteChange.Remove remove -> routes.remove(remove.route()) ? 0 : Errno.ESRCH;
        };
    }

    @Override
    public List<Rule> rules(IpFamily family) {
        return rules.stream().filter(rule -> rule.family() == family).toList();
    }

    @Override
    public void addRule(Rule rule) {
        rules.add(rule);
    }

    @Override
    public void removeRule(Rule rule) throws NetlinkException {
        if (!rules.remove(rule)) {
            throw new NetlinkException("remove", Errno.ENOENT, "");
        }
    }

    @Override
    public List<Link> links() {
        return List.of();
    }

    @Override
    public Optional<Link> link(String name) {
        return Optional.empty();
    }

    @Override
    public void setUp(int interfaceIndex, boolean up) {}

    @Override
    public void setMtu(int interfaceIndex, int mtu) {}

    @Override
    public void setAlias(int interfaceIndex, String alias) {}

    @Override
    public void addLink(String name, String kind) {}

    @Override
    public void deleteLink(int interfaceIndex) {}

    @Override
    public List<InterfaceAddress> addresses(int interfaceIndex) {
        return List.of();
    }

    @Override
    public void addAddress(InterfaceAddress address) {}

    @Override
    public void removeAddress(InterfaceAddress address) {}

    @Override
    public void close() {}
}
