package dev.warren.topology;

import dev.warren.net.IpAddress;

/**
 * The two ends of a BGP session, both of one family.
 *
 * @param neighbour the neighbour's address
 * @param own the hub's
 */
public record SessionAddresses(IpAddress neighbour, IpAddress own) {}
