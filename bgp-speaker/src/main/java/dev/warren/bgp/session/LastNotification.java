package dev.warren.bgp.session;

import dev.warren.bgp.wire.Notification;
import java.time.Instant;

/**
 * The last NOTIFICATION of a neighbour's connections in one direction.
 *
 * @param sent true if it was ours
 * @param notification code, subcode and data
 * @param at when
 */
public record LastNotification(boolean sent, Notification notification, Instant at) {}
