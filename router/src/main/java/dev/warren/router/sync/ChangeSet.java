package dev.warren.router.sync;

import dev.warren.net.Prefix;
import dev.warren.net.PublicKey;
import dev.warren.router.fib.FibTarget;
import dev.warren.router.forwarding.ForwardingEntry;
import dev.warren.router.forwarding.ForwardingTable;
import dev.warren.router.forwarding.Target;
import java.io.IOException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * What must be written so that what is installed becomes what is wanted, in the order in which it is safe: prefixes gain their
 * AllowedIP before their route and lose the route before the AllowedIP; a prefix that changes hands is added to its new peer,
 * which moves it, and is never removed first (rules 2 and 3).
 *
 * @param allowedIpGains prefixes to add to a peer, first
 * @param routeGains routes to add or replace, second
 * @param routeLosses routes to remove, third
 * @param allowedIpLosses prefixes to remove from the peer that has them, last
 */
public record ChangeSet(
        Map<Prefix, PublicKey> allowedIpGains,
        Map<Prefix, FibTarget> routeGains,
        Set<Prefix> routeLosses,
        Map<Prefix, PublicKey> allowedIpLosses) {

    private ChangeSet() {
        this(new LinkedHashMap<>(), new LinkedHashMap<>(), new LinkedHashSet<>(), new LinkedHashMap<>());
    }

    /**
     * The changes of these prefixes only.
     *
     * @param routeOf the route that leads to a target
     */
    public static ChangeSet between(
            Installed installed,
            ForwardingTable wanted,
            Function<Target, Optional<FibTarget>> routeOf,
            Collection<Prefix> prefixes) {
        ChangeSet changes = new ChangeSet();
        prefixes.forEach(prefix -> changes.compare(prefix, installed, wanted, routeOf));
        return changes;
    }

    /** The changes of every prefix that is wanted or installed. */
    public static ChangeSet between(
            Installed installed, ForwardingTable wanted, Function<Target, Optional<FibTarget>> routeOf) {
        Set<Prefix> all = new LinkedHashSet<>();
        wanted.entries().forEach(entry -> all.add(entry.prefix()));
        all.addAll(installed.routes().keySet());
        all.addAll(installed.allowedIps().keySet());
        return between(installed, wanted, routeOf, all);
    }

    private void compare(
            Prefix prefix, Installed installed, ForwardingTable wanted, Function<Target, Optional<FibTarget>> routeOf) {
        Optional<Target> target = wanted.entry(prefix).map(ForwardingEntry::target);
        Optional<PublicKey> owner = target.flatMap(ChangeSet::owner);
        Optional<FibTarget> route = target.flatMap(routeOf);
        Optional<PublicKey> ownerNow =
                Optional.ofNullable(installed.allowedIps().get(prefix));
        Optional<FibTarget> routeNow = Optional.ofNullable(installed.routes().get(prefix));
        if (!owner.equals(ownerNow)) {
            owner.ifPresentOrElse(
                    key -> allowedIpGains.put(prefix, key),
                    () -> ownerNow.ifPresent(key -> allowedIpLosses.put(prefix, key)));
        }
        if (!route.equals(routeNow)) {
            route.ifPresentOrElse(to -> routeGains.put(prefix, to), () -> routeLosses.add(prefix));
        }
    }

    private static Optional<PublicKey> owner(Target target) {
        return target instanceof Target.Peer(String _, PublicKey key) ? Optional.of(key) : Optional.empty();
    }

    /** The same without the losses of the prefixes that may stay. */
    public ChangeSet keeping(Predicate<Prefix> mayStay) {
        Set<Prefix> routes = new LinkedHashSet<>(routeLosses);
        routes.removeIf(mayStay);
        Map<Prefix, PublicKey> owned = new LinkedHashMap<>(allowedIpLosses);
        owned.keySet().removeIf(mayStay);
        return new ChangeSet(allowedIpGains, routeGains, routes, owned);
    }

    /** True if nothing is to do. */
    public boolean isEmpty() {
        return size() == 0;
    }

    /** The number of single changes. */
    public int size() {
        return allowedIpGains.size() + routeGains.size() + routeLosses.size() + allowedIpLosses.size();
    }

    /**
     * Writes the changes in their order and notes each part in {@code installed} once it is written.
     *
     * @return how many were written: all but the routes whose place another maker's has
     */
    int apply(ForwardingEdge edge, Installed installed) throws IOException {
        int blocked = 0;
        if (!allowedIpGains.isEmpty()) {
            edge.addAllowedIps(allowedIpGains);
            installed.allowedIps().putAll(allowedIpGains);
        }
        if (!routeGains.isEmpty()) {
            Set<Prefix> withoutRoute = edge.putRoutes(routeGains);
            installed.routes().putAll(routeGains);
            installed.routes().keySet().removeAll(withoutRoute);
            blocked = withoutRoute.size();
        }
        if (!routeLosses.isEmpty()) {
            edge.removeRoutes(routeLosses);
            installed.routes().keySet().removeAll(routeLosses);
        }
        if (!allowedIpLosses.isEmpty()) {
            edge.removeAllowedIps(allowedIpLosses);
            installed.allowedIps().keySet().removeAll(allowedIpLosses.keySet());
        }
        return size() - blocked;
    }
}
