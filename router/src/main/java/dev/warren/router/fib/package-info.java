/**
 * The overlay's routing table and policy rules in the kernel. The planners ({@code RoutePlanner}, {@code RulePlanner},
 * {@code OverlayRules}) are pure: what is wanted and what is there, in; an ordered list of changes, out. {@code KernelRoutes}
 * and {@code KernelRules} apply them by {@code RouteNetlink}; one thread owns each of these two.
 */
@NullMarked
package dev.warren.router.fib;

import org.jspecify.annotations.NullMarked;
