package dev.warren.bgp.policy;

/**
 * What may come in from a neighbour and go out to it: a prefix must pass the filter, then the route the policy.
 *
 * @param importFilter the prefixes that it may announce, whatever the policy says
 * @param importPolicy what becomes of its routes
 * @param exportFilter the prefixes that it may have, whatever the policy says
 * @param exportPolicy what becomes of routes to it
 * @param gracefulShutdown the session is to end soon (RFC 8326 section 4): routes to it carry GRACEFUL_SHUTDOWN, or LOCAL_PREF 0 if it is
 *     internal, and routes from an external one get LOCAL_PREF 0, so that traffic goes other ways before that
 */
public record Policies(
        RouteFilter importFilter,
        Policy importPolicy,
        RouteFilter exportFilter,
        Policy exportPolicy,
        boolean gracefulShutdown) {
    /** Nothing in either direction: what an external neighbour without any policy gets (RFC 8212). */
    public static final Policies DENY_ALL = of(RouteFilter.denyAll(), RouteFilter.denyAll());

    /** Of a session that is to stay. */
    public Policies(RouteFilter importFilter, Policy importPolicy, RouteFilter exportFilter, Policy exportPolicy) {
        this(importFilter, importPolicy, exportFilter, exportPolicy, false);
    }

    /** The same for a session that is to end soon, or stays after all. */
    public Policies gracefulShutdown(boolean ends) {
        return new Policies(importFilter, importPolicy, exportFilter, exportPolicy, ends);
    }

    /** Filters only. */
    public static Policies of(RouteFilter importFilter, RouteFilter exportFilter) {
        return new Policies(importFilter, Policy.PASS, exportFilter, Policy.PASS);
    }

    /** Policies only. */
    public static Policies of(Policy importPolicy, Policy exportPolicy) {
        return new Policies(RouteFilter.acceptAll(), importPolicy, RouteFilter.acceptAll(), exportPolicy);
    }
}
