package dev.warren.linux.netlink;

/**
 * A change that the kernel refused.
 *
 * @param change the change
 * @param error why
 */
public record RouteFailure(RouteChange change, NetlinkException error) {}
