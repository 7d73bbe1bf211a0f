package dev.warren.labs.tworegions;

import dev.warren.labs.lab.Lab;
import dev.warren.labs.lab.LabException;
import dev.warren.labs.lab.NodeShell;
import dev.warren.labs.observe.BgpTables;
import dev.warren.net.IpFamily;
import dev.warren.net.Prefix;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/** The routers that we did not write: FRR at upstream-fra, BIRD at upstream-nyc and paris. */
record Upstreams(Lab lab) {
    private static final String FRR_AS = "64600";

    SortedSet<Prefix> frrTable() throws LabException, InterruptedException {
        NodeShell frr = lab.node("upstream-fra");
        return Names.union(
                BgpTables.frr(frr.output("vtysh", "-c", "show bgp ipv4 unicast json")),
                BgpTables.frr(frr.output("vtysh", "-c", "show bgp ipv6 unicast json")));
    }

    /** What a BIRD has from the neighbour it calls by this name. */
    SortedSet<Prefix> birdTable(String node, String protocol) throws LabException, InterruptedException {
        return BgpTables.bird(lab.node(node).output("birdc", "show", "route", "protocol", protocol));
    }

    /** What a BIRD sends to that neighbour. */
    SortedSet<Prefix> birdExports(String node, String protocol) throws LabException, InterruptedException {
        return BgpTables.bird(lab.node(node).output("birdc", "show", "route", "export", protocol));
    }

    /** Makes FRR announce or withdraw these prefixes of its own; returns once vtysh has. */
    void announce(SortedSet<Prefix> prefixes, boolean announced) throws LabException, InterruptedException {
        List<String> words =
                new ArrayList<>(List.of("vtysh", "-c", "configure terminal", "-c", "router bgp " + FRR_AS));
        for (Prefix prefix : new TreeSet<>(prefixes)) {
            String family = prefix.family() == IpFamily.V4 ? "ipv4" : "ipv6";
            words.addAll(List.of("-c", "address-family " + family + " unicast"));
            words.addAll(List.of("-c", (announced ? "" : "no ") + "network " + prefix));
            words.addAll(List.of("-c", "exit-address-family"));
        }
        lab.node("upstream-fra").output(words.toArray(String[]::new));
    }
}
