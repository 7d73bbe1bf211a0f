package dev.warren.router.run;

import dev.warren.bgp.policy.Condition;
import dev.warren.bgp.policy.Policy;
import dev.warren.bgp.policy.RouteFilter;
import dev.warren.bgp.policy.Statement;
import dev.warren.net.Prefix;
import dev.warren.net.PrefixRange;
import dev.warren.topology.plan.RouteOwner;
import java.util.List;

/**
 * The authority ceiling as an import policy: a route is taken if the owner of its next hop may have its prefix, whoever tells of it. So
 * what nobody may own never becomes a best path, where it would stand in the way of what somebody does. Pure.
 */
final class OwnerPolicy {
    private OwnerPolicy() {}

    /** Lets everything pass where no owners are named: the filter by prefixes says it all. */
    static Policy of(List<RouteOwner> owners) {
        return owners.isEmpty()
                ? Policy.PASS
                : Policy.of("owners", owners.stream().map(OwnerPolicy::of).toList());
    }

    private static Statement of(RouteOwner owner) {
        List<PrefixRange> nextHops = owner.nextHops().stream()
                .map(Prefix::host)
                .map(PrefixRange::exactly)
                .toList();
        return Statement.accept(
                owner.name(),
                List.of(
                        new Condition.NextHopIn(RouteFilter.of(nextHops)),
                        new Condition.PrefixIn(RouteFilter.of(owner.authority().ranges()))));
    }
}
