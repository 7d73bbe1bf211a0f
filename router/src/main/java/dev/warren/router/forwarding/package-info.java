/**
 * The forwarding plan: which WireGuard peer or gateway each prefix of the Loc-RIB goes to, and why. Pure: it takes the node's
 * plan and best paths and gives entries or refusals; it does no I/O and reads no clock. A table is owned by one thread, the
 * synchroniser's.
 */
@NullMarked
package dev.warren.router.forwarding;

import org.jspecify.annotations.NullMarked;
