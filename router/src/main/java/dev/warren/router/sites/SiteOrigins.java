package dev.warren.router.sites;

import dev.warren.net.Prefix;
import dev.warren.topology.plan.NodePlan;
import dev.warren.topology.plan.PeerPlan;
import dev.warren.topology.plan.PeerRole;
import java.util.Set;
import java.util.TreeSet;

/**
 * The prefixes that a hub originates: its own tunnel addresses always; a site's tunnel addresses, and its prefixes if it does
 * not announce them itself, while its tunnel is alive.
 */
public final class SiteOrigins {
    private final NodePlan plan;
    private Set<Prefix> originated = Set.of();

    /**
     * What to tell the BGP speaker.
     *
     * @param gained prefixes to originate
     * @param lost prefixes to withdraw
     */
    public record Change(Set<Prefix> gained, Set<Prefix> lost) {}

    /** Of a hub that has originated nothing yet. */
    public SiteOrigins(NodePlan plan) {
        this.plan = plan;
    }

    /** Takes the names of the sites whose tunnels are alive now, and gives the difference to the call before. */
    public Change update(Set<String> alive) {
        Set<Prefix> wanted = new TreeSet<>();
        plan.tunnel().addresses().forEach(address -> wanted.add(Prefix.host(address)));
        for (PeerPlan peer : plan.tunnel().peers()) {
            if (peer.role() == PeerRole.SITE && alive.contains(peer.name())) {
                peer.addresses().forEach(address -> wanted.add(Prefix.host(address)));
                wanted.addAll(peer.originated());
            }
        }
        Change change = new Change(without(wanted, originated), without(originated, wanted));
        originated = wanted;
        return change;
    }

    private static Set<Prefix> without(Set<Prefix> all, Set<Prefix> some) {
        Set<Prefix> rest = new TreeSet<>(all);
        rest.removeAll(some);
        return rest;
    }
}
