package dev.warren.router.fib;

import dev.warren.linux.netlink.Rule;
import dev.warren.linux.netlink.RuleAction;
import dev.warren.net.IpFamily;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Compares the wanted rules with those that are there. Pure. */
final class RulePlanner {
    /**
     * How the rules become what is wanted.
     *
     * @param add the missing ones, to be added first
     * @param remove ours that nobody wants, and copies of wanted ones
     * @param foreign rules of other makers that look up our table; the kernel has a rule once, whoever made it, so one that is
     *     wanted isn't missing then
     */
    record Plan(List<Rule> add, List<Rule> remove, List<Rule> foreign) {
        /** The differences; a rule whose priority got another content counts as changed. */
        Drift drift() {
            Set<Place> added = new HashSet<>();
            add.forEach(rule -> added.add(Place.of(rule)));
            int changed = 0;
            for (Rule rule : remove) {
                changed += added.remove(Place.of(rule)) ? 1 : 0;
            }
            return new Drift(add.size() - changed, changed, remove.size() - changed);
        }
    }

    private record Place(IpFamily family, long priority) {
        static Place of(Rule rule) {
            return new Place(rule.family(), rule.priority());
        }
    }

    private RulePlanner() {}

    static Plan plan(FibTable table, Collection<Rule> wanted, Collection<Rule> present) {
        Set<Rule> missing = new LinkedHashSet<>(wanted);
        List<Rule> remove = new ArrayList<>();
        List<Rule> foreign = new ArrayList<>();
        for (Rule rule : present) {
            if (rule.protocol() == table.protocol()) {
                if (!missing.remove(rule)) {
                    remove.add(rule);
                }
            } else {
                boolean doesOurs = missing.remove(withProtocol(rule, table.protocol()));
                if (doesOurs || (rule.action() == RuleAction.TO_TABLE && rule.table() == table.table())) {
                    foreign.add(rule);
                }
            }
        }
        return new Plan(List.copyOf(missing), remove, foreign);
    }

    private static Rule withProtocol(Rule rule, int protocol) {
        return new Rule(
                rule.family(),
                rule.priority(),
                rule.action(),
                rule.table(),
                rule.mark(),
                rule.inInterface(),
                rule.from(),
                rule.to(),
                rule.invert(),
                protocol,
                rule.otherSelectors());
    }
}
