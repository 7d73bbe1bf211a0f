package dev.warren.bgp.session;

import dev.warren.bgp.wire.Notification;

/**
 * The NOTIFICATION that a neighbour's connection ended with.
 *
 * @param sent true if it was ours
 * @param notification code, subcode and data
 */
public record LastNotification(boolean sent, Notification notification) {}
