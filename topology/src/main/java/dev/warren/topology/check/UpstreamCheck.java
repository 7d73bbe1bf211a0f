package dev.warren.topology.check;

import dev.warren.net.IpAddress;
import dev.warren.net.IpFamily;
import dev.warren.net.Prefix;
import dev.warren.net.PrefixMap;
import dev.warren.net.PrefixRange;
import dev.warren.topology.SessionAddresses;
import dev.warren.topology.Upstream;
import dev.warren.topology.schema.NodeKind;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** Upstreams: of another AS, on a link of its own, and believed nothing that belongs to the overlay. */
final class UpstreamCheck {
    private final Findings findings;
    private final PrefixMap<PrefixCheck.Owned> networks;
    private final Upstream upstream;

    private UpstreamCheck(Findings findings, PrefixMap<PrefixCheck.Owned> networks, Upstream upstream) {
        this.findings = findings;
        this.networks = networks;
        this.upstream = upstream;
    }

    static void run(Findings findings) {
        PrefixMap<PrefixCheck.Owned> networks = PrefixCheck.networks(findings);
        findings.draft().upstreams().forEach(upstream -> {
            UpstreamCheck check = new UpstreamCheck(findings, networks, upstream);
            check.session();
            check.interfaces();
            check.nextHops();
            for (int i = 0; i < upstream.accept().size(); i++) {
                check.accept(check.path("accept", i), upstream.accept().get(i));
                check.spoken(check.path("accept", i), upstream.accept().get(i));
            }
            for (int i = 0; i < upstream.announce().size(); i++) {
                check.spoken(check.path("announce", i), upstream.announce().get(i));
            }
        });
    }

    private String path(String key) {
        return Findings.path(NodeKind.UPSTREAM, upstream.name(), key);
    }

    private String path(String key, int index) {
        return path(key) + "." + index;
    }

    private void session() {
        if (findings.draft()
                .overlay()
                .filter(own -> own.asn().equals(upstream.asn()))
                .isPresent()) {
            findings.add(
                    path("asn"),
                    "upstream '" + upstream.name() + "' is in the overlay's own AS " + upstream.asn(),
                    "write the AS of the upstream; a router of the overlay's AS is a hub, or a site with bgp");
        }
        upstream.addresses().ifPresent(this::ends);
    }

    private void ends(SessionAddresses ends) {
        if (ends.neighbour().equals(ends.own())) {
            findings.add(
                    path("local-address"),
                    "the local address is that of the upstream",
                    "write the hub's address on " + upstream.interfaceName());
        } else if (ends.neighbour().family() != ends.own().family()) {
            String family = Findings.name(ends.neighbour().family());
            findings.add(
                    path("local-address"),
                    "the local address " + ends.own() + " is not " + family + ", as the upstream's is",
                    "write the hub's " + family + " address on " + upstream.interfaceName()
                            + "; one session carries both families");
        }
    }

    private void interfaces() {
        if (findings.draft()
                .overlay()
                .filter(own -> own.interfaceName().equals(upstream.interfaceName()))
                .isPresent()) {
            findings.add(
                    path("interface"),
                    "the interface " + upstream.interfaceName() + " is the overlay's tunnel",
                    "write the hub's interface towards the upstream; a BGP speaker in the tunnel is a site");
        }
    }

    private void nextHops() {
        Set<IpFamily> seen = EnumSet.noneOf(IpFamily.class);
        for (int i = 0; i < upstream.nextHops().size(); i++) {
            IpAddress hop = upstream.nextHops().get(i);
            if (!seen.add(hop.family())) {
                findings.add(
                        path("next-hops", i),
                        "there is a second " + Findings.name(hop.family()) + " next hop, " + hop,
                        "keep at most one of each family");
            }
            if (upstream.addresses()
                    .filter(ends -> hop.equals(ends.neighbour()))
                    .isPresent()) {
                findings.add(
                        path("next-hops", i),
                        "the next hop " + hop + " is the upstream itself",
                        "write the hub's own address on " + upstream.interfaceName());
            }
        }
    }

    private void accept(String path, PrefixRange range) {
        Optional<PrefixCheck.Owned> network = networks.longestMatch(range.prefix())
                .or(() -> networks.inside(range.prefix()).stream()
                        .filter(owned -> meets(range, owned.prefix()))
                        .findFirst());
        Optional<Prefix> own =
                findings.space().stream().filter(prefix -> meets(range, prefix)).findFirst();
        String remedy = "accept only networks outside of the overlay: an upstream must not capture its traffic";
        if (network.isPresent()) {
            PrefixCheck.Owned owned = network.get();
            findings.add(
                    path,
                    "accepting " + range + " overlaps the prefix " + owned.prefix() + " of site '" + owned.owner()
                            + "' at " + findings.where(owned.path()),
                    remedy);
        } else if (own.isPresent()) {
            findings.add(path, "accepting " + range + " overlaps the overlay's own prefix " + own.get(), remedy);
        }
    }

    /** True if the range lets in the prefix or one inside it. A covering route is another matter: the longer one wins. */
    private static boolean meets(PrefixRange range, Prefix prefix) {
        return range.prefix().overlaps(prefix) && range.maxLength() >= prefix.length();
    }

    private void spoken(String path, PrefixRange range) {
        IpFamily family = range.prefix().family();
        if (!upstream.isUnnumbered() && upstream.nextHop(family).isEmpty()) {
            findings.add(
                    path,
                    Findings.name(family) + " isn't spoken with upstream '" + upstream.name()
                            + "': there is no next hop of that family",
                    "add the hub's " + Findings.name(family) + " address on " + upstream.interfaceName()
                            + " to next-hops");
        }
    }
}
