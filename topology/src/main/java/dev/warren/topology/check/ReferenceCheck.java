package dev.warren.topology.check;

import dev.warren.topology.schema.NodeKind;
import dev.warren.topology.source.Suggestion;

/** Names that stand for a hub must be those of hubs. */
final class ReferenceCheck {
    private ReferenceCheck() {}

    static void run(Findings findings) {
        findings.draft()
                .sites()
                .forEach(site -> hub(findings, Findings.path(NodeKind.SITE, site.name(), "hub"), site.hub()));
        findings.draft()
                .upstreams()
                .forEach(upstream ->
                        hub(findings, Findings.path(NodeKind.UPSTREAM, upstream.name(), "hub"), upstream.hub()));
        findings.draft().links().forEach((path, link) -> {
            hub(findings, path + ".between.0", link.first());
            hub(findings, path + ".between.1", link.second());
        });
    }

    private static void hub(Findings findings, String path, String name) {
        NodeKind kind = findings.draft().names().get(name);
        if (kind == NodeKind.HUB) {
            return;
        }
        String message =
                kind == null ? "there is no hub '" + name + "'" : "'" + name + "' is no hub but the name of a " + kind;
        findings.add(path, message, Suggestion.remedy(name, findings.draft().namesOf(NodeKind.HUB), "the hubs are"));
    }
}
