package dev.warren.topology.check;

import dev.warren.net.IpAddress;
import dev.warren.net.IpFamily;
import dev.warren.net.Prefix;
import dev.warren.net.PrefixMap;
import dev.warren.topology.schema.NodeKind;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Overlay addresses of hubs and sites: inside the overlay, unique, of the families that are needed. */
final class AddressCheck {
    private final Findings findings;
    private final PrefixMap<PrefixCheck.Owned> networks;
    private final Map<IpAddress, String> seen = new HashMap<>();

    private AddressCheck(Findings findings) {
        this.findings = findings;
        this.networks = PrefixCheck.networks(findings);
    }

    static void run(Findings findings) {
        AddressCheck check = new AddressCheck(findings);
        findings.draft().hubs().forEach(hub -> {
            check.addresses(NodeKind.HUB, hub.name(), hub.addresses());
            check.bothFamilies(hub.name(), hub.addresses());
        });
        findings.draft().sites().forEach(site -> check.addresses(NodeKind.SITE, site.name(), site.addresses()));
    }

    private void addresses(NodeKind kind, String name, List<IpAddress> addresses) {
        Map<IpFamily, IpAddress> ofFamily = new EnumMap<>(IpFamily.class);
        for (int i = 0; i < addresses.size(); i++) {
            IpAddress address = addresses.get(i);
            String path = Findings.path(kind, name, "addresses", i);
            unique(path, address);
            if (findings.isOutside(Prefix.host(address))) {
                findings.add(
                        path,
                        "the address " + address + " lies outside of the overlay",
                        "choose one inside " + findings.spaceOf(address.family())
                                + ", or add its network to the overlay's prefixes");
            }
            foreign(path, kind, name, address);
            IpAddress first = ofFamily.putIfAbsent(address.family(), address);
            if (first != null && !first.equals(address)) {
                findings.add(
                        path,
                        kind + " '" + name + "' has a second " + Findings.name(address.family()) + " address, "
                                + address,
                        "keep one address of each family; networks behind a site are its prefixes");
            }
        }
    }

    private void bothFamilies(String name, List<IpAddress> addresses) {
        for (IpFamily family : IpFamily.values()) {
            if (addresses.stream().noneMatch(address -> address.family() == family)) {
                findings.add(
                        Findings.path(NodeKind.HUB, name, "addresses"),
                        "hub '" + name + "' has no " + Findings.name(family) + " address",
                        "add one inside " + findings.spaceOf(family) + ": a hub needs one of each family");
            }
        }
    }

    private void unique(String path, IpAddress address) {
        String before = seen.putIfAbsent(address, path);
        if (before != null) {
            findings.add(
                    path,
                    "the address " + address + " is taken: see " + findings.where(before),
                    "give each hub and site its own addresses");
        }
    }

    /** A site's address may stand in its own network, nobody else's. */
    private void foreign(String path, NodeKind kind, String name, IpAddress address) {
        networks.longestMatch(address)
                .filter(network -> kind == NodeKind.HUB || !network.owner().equals(name))
                .ifPresent(network -> findings.add(
                        path,
                        "the address " + address + " belongs to site '" + network.owner() + "' by its prefix "
                                + network.prefix() + " at " + findings.where(network.path()),
                        "choose an address that no site's prefix holds"));
    }
}
