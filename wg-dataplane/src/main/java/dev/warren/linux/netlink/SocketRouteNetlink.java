package dev.warren.linux.netlink;

import dev.warren.linux.netlink.NetlinkExchange.Refusal;
import dev.warren.linux.netlink.NetlinkExchange.Request;
import dev.warren.net.IpFamily;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/** {@link RouteNetlink} on a socket; a lock makes one exchange of many threads' calls. */
final class SocketRouteNetlink implements RouteNetlink {
    private static final int ADD = Rtnetlink.NLM_F_CREATE | Rtnetlink.NLM_F_EXCL;
    private static final int REPLACE = Rtnetlink.NLM_F_CREATE | Rtnetlink.NLM_F_REPLACE;

    private final ReentrantLock lock = new ReentrantLock();
    private final NetlinkExchange exchange;
    private boolean closed;

    SocketRouteNetlink(NetlinkExchange exchange) {
        this.exchange = exchange;
    }

    /** What is done with the exchange while the lock is held. */
    @FunctionalInterface
    private interface Use<T> {
        T with(NetlinkExchange exchange) throws NetlinkException;
    }

    private <T> T locked(Use<T> use) throws NetlinkException {
        lock.lock();
        try {
            if (closed) {
                throw new IllegalStateException("this netlink socket is closed");
            }
            return use.with(exchange);
        } finally {
            lock.unlock();
        }
    }

    private void execute(String attempt, Request request) throws NetlinkException {
        List<Refusal> refusals = locked(use -> use.executeAll(attempt, List.of(request)));
        if (!refusals.isEmpty()) {
            throw refusals.getFirst().exception(attempt);
        }
    }

    @Override
    public List<Link> links() throws NetlinkException {
        Request request = new Request(Rtnetlink.RTM_GETLINK, 0, writer -> LinkCodec.header(writer, 0, 0, 0));
        return locked(use -> use.dump("list links", request, payload -> Optional.of(LinkCodec.decode(payload))));
    }

    @Override
    public Optional<Link> link(String name) throws NetlinkException {
        Request request = new Request(Rtnetlink.RTM_GETLINK, 0, writer -> LinkCodec.byName(writer, name));
        try {
            return locked(
                    use -> use.get("get link " + name, request, payload -> Optional.of(LinkCodec.decode(payload))));
        } catch (NetlinkException refused) {
            if (refused.errno() == Errno.ENODEV) {
                return Optional.empty();
            }
            throw refused;
        }
    }

    @Override
    public void setUp(int interfaceIndex, boolean up) throws NetlinkException {
        execute(
                "set link #" + interfaceIndex + (up ? " up" : " down"),
                new Request(Rtnetlink.RTM_SETLINK, 0, writer -> LinkCodec.upDown(writer, interfaceIndex, up)));
    }

    @Override
    public void setMtu(int interfaceIndex, int mtu) throws NetlinkException {
        execute(
                "set the MTU of link #" + interfaceIndex + " to " + mtu,
                new Request(Rtnetlink.RTM_SETLINK, 0, writer -> LinkCodec.mtu(writer, interfaceIndex, mtu)));
    }

    @Override
    public void setAlias(int interfaceIndex, String alias) throws NetlinkException {
        execute(
                "set the alias of link #" + interfaceIndex + " to " + alias,
                new Request(Rtnetlink.RTM_SETLINK, 0, writer -> LinkCodec.alias(writer, interfaceIndex, alias)));
    }

    @Override
    public void addLink(String name, String kind) throws NetlinkException {
        execute(
                "add link " + name + " of kind " + kind,
                new Request(Rtnetlink.RTM_NEWLINK, ADD, writer -> LinkCodec.add(writer, name, kind)));
    }

    @Override
    public void deleteLink(int interfaceIndex) throws NetlinkException {
        execute(
                "delete link #" + interfaceIndex,
                new Request(Rtnetlink.RTM_DELLINK, 0, writer -> LinkCodec.header(writer, interfaceIndex, 0, 0)));
    }

    @Override
    public List<InterfaceAddress> addresses(int interfaceIndex) throws NetlinkException {
        List<InterfaceAddress> addresses = new ArrayList<>();
        for (IpFamily family : IpFamily.values()) {
            Request request =
                    new Request(Rtnetlink.RTM_GETADDR, 0, writer -> AddressCodec.dump(writer, family, interfaceIndex));
            addresses.addAll(
                    locked(use -> use.dump("list addresses of #" + interfaceIndex, request, AddressCodec::decode)));
        }
        addresses.removeIf(address -> address.interfaceIndex() != interfaceIndex);
        return addresses;
    }

    @Override
    public void addAddress(InterfaceAddress address) throws NetlinkException {
        execute(
                "add address " + address,
                new Request(Rtnetlink.RTM_NEWADDR, ADD, writer -> AddressCodec.encode(writer, address)));
    }

    @Override
    public void removeAddress(InterfaceAddress address) throws NetlinkException {
        execute(
                "remove address " + address,
                new Request(Rtnetlink.RTM_DELADDR, 0, writer -> AddressCodec.encode(writer, address)));
    }

    @Override
    public List<Route> routes(RouteFilter filter) throws NetlinkException {
        Request request = new Request(Rtnetlink.RTM_GETROUTE, 0, writer -> RouteCodec.dump(writer, filter));
        try {
            List<Route> routes = locked(use -> use.dump("list routes of " + filter, request, RouteCodec::decode));
            routes.removeIf(route -> !filter.matches(route));
            return routes;
        } catch (NetlinkException refused) {
            if (refused.errno() == Errno.ENOENT && filter.table().isPresent()) {
                return List.of();
            }
            throw refused;
        }
    }

    @Override
    public List<RouteFailure> changeRoutes(List<RouteChange> changes) throws NetlinkException {
        List<Request> requests =
                changes.stream().map(SocketRouteNetlink::request).toList();
        List<Refusal> refusals = locked(use -> use.executeAll("change routes", requests));
        return refusals.stream()
                .map(refusal -> failure(changes.get(refusal.index()), refusal.answer()))
                .toList();
    }

    private static RouteFailure failure(RouteChange change, Acknowledgement answer) {
        String verb = change.getClass().getSimpleName().toLowerCase(Locale.ROOT);
        return new RouteFailure(
                change, new NetlinkException(verb + " " + change.route(), answer.errno(), answer.kernelText()));
    }

    private static Request request(RouteChange change) {
        return switch (change) {
            case RouteChange.Add(Route route) ->
                new Request(Rtnetlink.RTM_NEWROUTE, ADD, writer -> RouteCodec.encode(writer, route));
            case RouteChange.Replace(Route route) ->
                new Request(Rtnetlink.RTM_NEWROUTE, REPLACE, writer -> RouteCodec.encode(writer, route));
            case RouteChange.Remove(Route route) ->
                new Request(Rtnetlink.RTM_DELROUTE, 0, writer -> RouteCodec.encodeRemoval(writer, route));
        };
    }

    @Override
    public List<Rule> rules(IpFamily family) throws NetlinkException {
        Request request = new Request(Rtnetlink.RTM_GETRULE, 0, writer -> RuleCodec.dump(writer, family));
        List<Rule> rules = locked(use -> use.dump("list rules of " + family, request, RuleCodec::decode));
        rules.removeIf(rule -> rule.family() != family);
        rules.sort(Comparator.comparingLong(Rule::priority));
        return rules;
    }

    @Override
    public void addRule(Rule rule) throws NetlinkException {
        execute("add rule " + rule, new Request(Rtnetlink.RTM_NEWRULE, ADD, writer -> RuleCodec.encode(writer, rule)));
    }

    @Override
    public void removeRule(Rule rule) throws NetlinkException {
        execute(
                "remove rule " + rule,
                new Request(Rtnetlink.RTM_DELRULE, 0, writer -> RuleCodec.encodeRemoval(writer, rule)));
    }

    @Override
    public void close() {
        lock.lock();
        try {
            if (!closed) {
                closed = true;
                exchange.close();
            }
        } finally {
            lock.unlock();
        }
    }
}
