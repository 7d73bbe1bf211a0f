package dev.warren.topology.check;

import dev.warren.net.PublicKey;
import dev.warren.net.RouterId;
import dev.warren.topology.Upstream;
import dev.warren.topology.schema.NodeKind;
import java.util.HashMap;
import java.util.Map;

/** Values that can stand only once: public keys, router ids, neighbours. */
final class UniqueCheck {
    private final Findings findings;
    private final Map<PublicKey, String> keys = new HashMap<>();
    private final Map<RouterId, String> routerIds = new HashMap<>();
    private final Map<Session, String> sessions = new HashMap<>();

    private record Session(String hub, String place) {}

    private UniqueCheck(Findings findings) {
        this.findings = findings;
    }

    static void run(Findings findings) {
        UniqueCheck check = new UniqueCheck(findings);
        findings.draft().hubs().forEach(hub -> {
            check.key(NodeKind.HUB, hub.name(), hub.publicKey());
            check.routerId(hub.name(), hub.routerId());
        });
        findings.draft().sites().forEach(site -> check.key(NodeKind.SITE, site.name(), site.publicKey()));
        findings.draft().upstreams().forEach(check::session);
    }

    private void key(NodeKind kind, String name, PublicKey key) {
        String path = Findings.path(kind, name, "public-key");
        String before = keys.putIfAbsent(key, path);
        if (before != null) {
            findings.add(
                    path,
                    "the public key of " + kind + " '" + name + "' is also that at " + findings.where(before),
                    "make a key pair of its own: wg genkey | tee " + name + ".key | wg pubkey > " + name + ".pub");
        }
    }

    private void routerId(String name, RouterId id) {
        String path = Findings.path(NodeKind.HUB, name, "router-id");
        String before = routerIds.putIfAbsent(id, path);
        if (before != null) {
            findings.add(
                    path,
                    "the router id " + id + " of hub '" + name + "' is also that at " + findings.where(before),
                    "give each hub its own, such as its IPv4 overlay address");
        }
    }

    private void session(Upstream upstream) {
        String place = upstream.addresses()
                .map(addresses -> addresses.neighbour().toString())
                .orElse("whoever is behind " + upstream.interfaceName());
        String path =
                Findings.path(NodeKind.UPSTREAM, upstream.name(), upstream.isUnnumbered() ? "interface" : "address");
        String before = sessions.putIfAbsent(new Session(upstream.hub(), place), path);
        if (before != null) {
            findings.add(
                    path,
                    "hub '" + upstream.hub() + "' has a session with " + place + " already, at "
                            + findings.where(before),
                    "keep one of them: one session carries both families");
        }
    }
}
