package dev.warren.router.fib;

import dev.warren.linux.netlink.Rule;
import java.util.List;

/**
 * What a pass over the policy rules did.
 *
 * @param drift the differences that were found
 * @param foreign rules of other makers that look up our table; they are left alone
 */
public record RuleReport(Drift drift, List<Rule> foreign) {
    /** Copies the list. */
    public RuleReport {
        foreign = List.copyOf(foreign);
    }
}
