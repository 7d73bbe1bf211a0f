package dev.warren.bgp.session;

import java.time.Instant;

/**
 * A connection of a neighbour that couldn't be opened, or ended without a NOTIFICATION.
 *
 * @param at when
 * @param text what the kernel says
 */
public record TransportError(Instant at, String text) {}
