package dev.warren.bgp.policy;

/**
 * What may come in from a neighbour and go out to it: a prefix must pass the filter, then the route the policy.
 *
 * @param importFilter the prefixes that it may announce, whatever the policy says
 * @param importPolicy what becomes of its routes
 * @param exportFilter the prefixes that it may have, whatever the policy says
 * @param exportPolicy what becomes of routes to it
 */
public record Policies(RouteFilter importFilter, Policy importPolicy, RouteFilter exportFilter, Policy exportPolicy) {
    /** Nothing in either direction: what an external neighbour without any policy gets (RFC 8212). */
    public static final Policies DENY_ALL = of(RouteFilter.denyAll(), RouteFilter.denyAll());

    /** Filters only. */
    public static Policies of(RouteFilter importFilter, RouteFilter exportFilter) {
        return new Policies(importFilter, Policy.PASS, exportFilter, Policy.PASS);
    }

    /** Policies only. */
    public static Policies of(Policy importPolicy, Policy exportPolicy) {
        return new Policies(RouteFilter.acceptAll(), importPolicy, RouteFilter.acceptAll(), exportPolicy);
    }
}
