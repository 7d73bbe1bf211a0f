package dev.warren.router.fib;

import dev.warren.linux.netlink.Rule;
import dev.warren.net.IpAddress;
import dev.warren.net.IpFamily;
import dev.warren.net.Prefix;
import java.util.ArrayList;
import java.util.List;

/**
 * Which packets the overlay's table is for.
 *
 * @param table the overlay's table
 * @param priority the priority of the first rule; the others follow it one by one, up to 32,765
 * @param fwmark the mark of WireGuard's own packets, which the main table routes or nobody; not 0
 * @param tunnelInterface the tunnel interface's name
 * @param upstreamInterfaces names of the links to upstream routers
 * @param ownAddresses our overlay addresses
 * @param overlayPrefixes the overlay's address space
 */
public record OverlayRules(
        FibTable table,
        long priority,
        int fwmark,
        String tunnelInterface,
        List<String> upstreamInterfaces,
        List<IpAddress> ownAddresses,
        List<Prefix> overlayPrefixes) {
    private static final long MAIN_PRIORITY = 32766;

    /** @throws IllegalArgumentException if the mark is 0, or the rules don't fit between rule 0 and the main table's rule */
    public OverlayRules {
        upstreamInterfaces = List.copyOf(upstreamInterfaces);
        ownAddresses = List.copyOf(ownAddresses);
        overlayPrefixes = List.copyOf(overlayPrefixes);
        if (fwmark == 0) {
            throw new IllegalArgumentException("the firewall mark 0 is that of all packets");
        }
        long last = priority + 2 + upstreamInterfaces.size() + ownAddresses.size() + overlayPrefixes.size();
        if (priority < 1 || last >= MAIN_PRIORITY) {
            throw new IllegalArgumentException("the rules from priority " + priority + " to " + last
                    + " are not all between 1 and " + (MAIN_PRIORITY - 1));
        }
    }

    /**
     * The rules of both families in the order of their priorities: marked packets to the main table, and to nowhere where that
     * has no route for them, for they must not reach a later rule; what enters by the tunnel, then by an upstream link, then
     * what comes from our addresses, then what goes to the overlay, to its table.
     */
    public List<Rule> rules() {
        List<Rule> rules = new ArrayList<>();
        for (IpFamily family : IpFamily.values()) {
            rules.addAll(rules(family));
        }
        return rules;
    }

    private List<Rule> rules(IpFamily family) {
        List<Rule> rules = new ArrayList<>();
        rules.add(
                Rule.lookup(family, priority, Rule.TABLE_MAIN, table.protocol()).withMark(fwmark));
        rules.add(Rule.unreachable(family, priority + 1, table.protocol()).withMark(fwmark));
        rules.add(next(family, rules).withInInterface(tunnelInterface));
        upstreamInterfaces.stream()
                .distinct()
                .sorted()
                .forEach(name -> rules.add(next(family, rules).withInInterface(name)));
        ownAddresses.stream()
                .distinct()
                .sorted()
                .filter(address -> address.family() == family)
                .forEach(address -> rules.add(next(family, rules).withFrom(Prefix.host(address))));
        overlayPrefixes.stream()
                .distinct()
                .sorted()
                .filter(prefix -> prefix.family() == family)
                .forEach(prefix -> rules.add(next(family, rules).withTo(prefix)));
        return rules;
    }

    private Rule next(IpFamily family, List<Rule> before) {
        return Rule.lookup(family, priority + before.size(), table.table(), table.protocol());
    }
}
