package dev.warren.router.forwarding;

import dev.warren.net.Prefix;

/**
 * One line of the forwarding table.
 *
 * @param prefix the destinations
 * @param target where they go
 * @param reason why
 */
public record ForwardingEntry(Prefix prefix, Target target, Reason reason) {}
