package dev.warren.topology.check;

import dev.warren.net.Endpoint;
import dev.warren.topology.schema.NodeKind;
import java.util.HashMap;
import java.util.Map;

/** Endpoints: each leads to one node, and none through the overlay that it carries. */
final class EndpointCheck {
    private final Findings findings;
    private final Map<Endpoint, String> seen = new HashMap<>();

    private EndpointCheck(Findings findings) {
        this.findings = findings;
    }

    static void run(Findings findings) {
        EndpointCheck check = new EndpointCheck(findings);
        findings.draft().hubs().forEach(hub -> {
            for (int i = 0; i < hub.endpoints().size(); i++) {
                check.endpoint(
                        Findings.path(NodeKind.HUB, hub.name(), "endpoints", i),
                        hub.endpoints().get(i));
            }
        });
        findings.draft()
                .sites()
                .forEach(site -> site.endpoint()
                        .ifPresent(endpoint ->
                                check.endpoint(Findings.path(NodeKind.SITE, site.name(), "endpoint"), endpoint)));
    }

    private void endpoint(String path, Endpoint endpoint) {
        String before = seen.putIfAbsent(endpoint, path);
        if (before != null) {
            findings.add(
                    path,
                    "the endpoint " + endpoint + " stands twice: see " + findings.where(before),
                    "an endpoint leads to one node: correct one of them");
        }
        if (findings.isInside(endpoint.address())) {
            findings.add(
                    path,
                    "the endpoint " + endpoint + " lies inside the overlay, so its tunnel would run through itself",
                    "write the node's address outside of the overlay");
        }
    }
}
