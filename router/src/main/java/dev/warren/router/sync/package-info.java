/**
 * Keeps BGP's best paths, WireGuard's AllowedIPs and the overlay routing table in step (DESIGN section 3, rules 1 to 5). The
 * difference between what is wanted and what is there is pure; what is there is reached through {@link ForwardingEdge}. One
 * thread, the synchroniser's, owns all state here.
 */
@NullMarked
package dev.warren.router.sync;

import org.jspecify.annotations.NullMarked;
