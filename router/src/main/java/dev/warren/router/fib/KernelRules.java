package dev.warren.router.fib;

import dev.warren.linux.netlink.Errno;
import dev.warren.linux.netlink.NetlinkException;
import dev.warren.linux.netlink.RouteNetlink;
import dev.warren.linux.netlink.Rule;
import dev.warren.net.IpFamily;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Keeps the overlay's policy rules as wanted. One thread owns it. */
public final class KernelRules {
    private static final int PASSES = 3;

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

    /**
     * Makes the rules of our protocol, in both families, exactly the wanted ones: adds first, then removes.
     *
     * @throws NetlinkException if the kernel refuses
     */
    public RuleReport reconcile(OverlayRules wanted) throws NetlinkException {
        return reconcile(wanted.rules());
    }

    /**
     * Removes all rules of our protocol.
     *
     * @throws NetlinkException if the kernel refuses
     */
    public RuleReport clear() throws NetlinkException {
        return reconcile(List.of());
    }

    /**
     * The kernel removes the first rule that has the given selectors, which may be a wanted one beside one that has more: so
     * the outcome is compared again.
     */
    private RuleReport reconcile(Collection<Rule> wanted) throws NetlinkException {
        RulePlanner.Plan first = RulePlanner.plan(table, wanted, present());
        RulePlanner.Plan plan = first;
        for (int pass = 0; pass < PASSES && plan.drift().total() > 0; pass++) {
            for (Rule rule : plan.add()) {
                netlink.addRule(rule);
            }
            for (Rule rule : plan.remove()) {
                remove(rule);
            }
            plan = RulePlanner.plan(table, wanted, present());
        }
        if (plan.drift().total() > 0) {
            throw new NetlinkException(
                    "keep the policy rules", Errno.EBUSY, plan.drift() + " after " + PASSES + " passes");
        }
        return new RuleReport(first.drift(), first.foreign());
    }

    private void remove(Rule rule) throws NetlinkException {
        try {
            netlink.removeRule(rule);
        } catch (NetlinkException refused) {
            if (refused.errno() != Errno.ENOENT) {
                throw refused;
            }
        }
    }

    private List<Rule> present() throws NetlinkException {
        List<Rule> rules = new ArrayList<>();
        for (IpFamily family : IpFamily.values()) {
            rules.addAll(netlink.rules(family));
        }
        return rules;
    }
}
