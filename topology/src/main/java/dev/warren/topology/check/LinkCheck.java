package dev.warren.topology.check;

import dev.warren.net.IpFamily;
import dev.warren.topology.Hub;
import dev.warren.topology.Link;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** Links: between two different hubs, each pair once, over a family that both can be reached by. */
final class LinkCheck {
    private LinkCheck() {}

    static void run(Findings findings) {
        Map<Set<String>, String> seen = new HashMap<>();
        findings.draft().links().forEach((path, link) -> {
            if (link.first().equals(link.second())) {
                findings.add(
                        path + ".between.1",
                        "a link joins hub '" + link.first() + "' to itself",
                        "write between: [HUB, HUB] with two different hubs");
                return;
            }
            String before = seen.putIfAbsent(Set.of(link.first(), link.second()), path);
            if (before != null) {
                findings.add(
                        path,
                        "a second link between '" + link.first() + "' and '" + link.second() + "': see "
                                + findings.where(before),
                        "merge the two");
            }
            link.family().ifPresent(family -> reachable(findings, path, link, family));
        });
    }

    private static void reachable(Findings findings, String path, Link link, IpFamily family) {
        for (Hub hub : findings.draft().hubs()) {
            boolean joined = hub.name().equals(link.first()) || hub.name().equals(link.second());
            if (joined && hub.endpoint(family).isEmpty()) {
                findings.add(
                        path + ".family",
                        "hub '" + hub.name() + "' has no " + Findings.name(family) + " endpoint for this link",
                        "add one to hubs." + hub.name() + ".endpoints, or choose the other family");
            }
        }
    }
}
