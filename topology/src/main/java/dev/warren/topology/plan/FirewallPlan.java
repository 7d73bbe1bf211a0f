package dev.warren.topology.plan;

import dev.warren.net.Prefix;
import java.util.List;

/**
 * What a hub's packet filter holds to.
 *
 * @param sources what may come in by each tunnel interface
 * @param forwarding the interfaces among which packets are forwarded; all else is dropped
 */
public record FirewallPlan(List<SourceSet> sources, List<String> forwarding) {

    /**
     * The source addresses that are accepted from an interface: the union of the authority of its peers.
     *
     * @param interfaceName the tunnel interface
     * @param prefixes sorted, none inside another
     */
    public record SourceSet(String interfaceName, List<Prefix> prefixes) {
        /** Copies the list. */
        public SourceSet {
            prefixes = List.copyOf(prefixes);
        }
    }

    /** Copies the lists. */
    public FirewallPlan {
        sources = List.copyOf(sources);
        forwarding = List.copyOf(forwarding);
    }
}
