package dev.warren.router.fib;

import dev.warren.net.Prefix;

/**
 * One wanted route of the overlay's table.
 *
 * @param prefix its destination
 * @param target where it leads
 */
public record FibEntry(Prefix prefix, FibTarget target) {}
