package dev.warren.topology.check;

import dev.warren.net.Prefix;
import dev.warren.net.PrefixMap;
import dev.warren.topology.Site;
import dev.warren.topology.schema.NodeKind;
import java.util.List;
import java.util.Optional;

/** Prefixes of overlay and sites: inside the overlay, and no two that overlap. */
final class PrefixCheck {
    private PrefixCheck() {}

    /**
     * Who wrote a prefix, and where.
     *
     * @param prefix the prefix
     * @param owner the site; empty for the overlay itself
     * @param path the path of the prefix
     */
    record Owned(Prefix prefix, String owner, String path) {}

    static void run(Findings findings) {
        PrefixMap<Owned> space = new PrefixMap<>();
        for (int i = 0; i < findings.space().size(); i++) {
            claim(findings, space, new Owned(findings.space().get(i), "", "overlay.prefixes." + i));
        }
        PrefixMap<Owned> networks = new PrefixMap<>();
        for (Site site : findings.draft().sites()) {
            for (int i = 0; i < site.prefixes().size(); i++) {
                Prefix prefix = site.prefixes().get(i);
                String path = Findings.path(NodeKind.SITE, site.name(), "prefixes", i);
                claim(findings, networks, new Owned(prefix, site.name(), path));
                inside(findings, path, prefix);
                spoken(findings, path, prefix, site);
            }
        }
    }

    /** The networks of all sites, for other checks; of those that overlap, the first. */
    static PrefixMap<Owned> networks(Findings findings) {
        PrefixMap<Owned> networks = new PrefixMap<>();
        for (Site site : findings.draft().sites()) {
            for (int i = 0; i < site.prefixes().size(); i++) {
                Owned owned = new Owned(
                        site.prefixes().get(i), site.name(), Findings.path(NodeKind.SITE, site.name(), "prefixes", i));
                if (networks.get(owned.prefix()).isEmpty()) {
                    networks.put(owned.prefix(), owned);
                }
            }
        }
        return networks;
    }

    private static void claim(Findings findings, PrefixMap<Owned> claimed, Owned claim) {
        Optional<Owned> before = claimed.longestMatch(claim.prefix())
                .or(() -> claimed.inside(claim.prefix()).stream().findFirst());
        if (before.isEmpty()) {
            claimed.put(claim.prefix(), claim);
            return;
        }
        Owned other = before.get();
        boolean same = other.prefix().equals(claim.prefix());
        String message = same
                ? "the prefix " + claim.prefix() + " stands twice"
                : "the prefix " + claim.prefix() + " overlaps " + other.prefix();
        String whose = other.owner().isEmpty() || other.owner().equals(claim.owner())
                ? ""
                : " of site '" + other.owner() + "'";
        String remedy = other.owner().equals(claim.owner())
                ? "keep the one that is meant"
                : "give each site its own networks: an address has one owner";
        findings.add(
                claim.path(),
                message + (same && !whose.isEmpty() ? "," : "") + whose + ": see " + findings.where(other.path()),
                remedy);
    }

    private static void inside(Findings findings, String path, Prefix prefix) {
        if (findings.isOutside(prefix)) {
            findings.add(
                    path,
                    prefix.isDefault()
                            ? "a site can't own the default route " + prefix
                            : "the prefix " + prefix + " lies outside of the overlay",
                    "choose a network inside " + findings.spaceOf(prefix.family())
                            + ", or add it to the overlay's prefixes");
        }
    }

    /** A route's next hop is an address of its family: a BGP site can't announce one without. */
    private static void spoken(Findings findings, String path, Prefix prefix, Site site) {
        List<Prefix> reachable = site.addresses().stream().map(Prefix::host).toList();
        if (site.bgp().isPresent() && reachable.stream().noneMatch(address -> address.family() == prefix.family())) {
            findings.add(
                    path,
                    "site '" + site.name() + "' speaks BGP but has no " + Findings.name(prefix.family())
                            + " address to be the next hop of " + prefix,
                    "give it an address inside " + findings.spaceOf(prefix.family()));
        }
    }
}
