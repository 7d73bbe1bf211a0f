package dev.warren.router.firewall;

import dev.warren.net.Prefix;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What the firewall of one overlay lets through.
 *
 * @param tunnelInterface the tunnel interface's name
 * @param upstreamInterfaces names of the links that may exchange packets with it
 * @param sources the prefixes that packets from the tunnel may come from: the union of the peers' authority
 */
public record FirewallRules(String tunnelInterface, Set<String> upstreamInterfaces, List<Prefix> sources) {
    /** Sorts. */
    public FirewallRules {
        upstreamInterfaces = java.util.Collections.unmodifiableSortedSet(new TreeSet<>(upstreamInterfaces));
        sources = sources.stream().distinct().sorted().toList();
    }

    /** The same with other sources. */
    public FirewallRules withSources(Collection<Prefix> others) {
        return new FirewallRules(tunnelInterface, upstreamInterfaces, List.copyOf(others));
    }
}
