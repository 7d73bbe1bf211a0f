/**
 * The synchroniser's edge on Linux: puts the tunnel, the overlay's table and rules, and the firewall behind one interface. I/O;
 * called on the synchroniser's thread only.
 */
@NullMarked
package dev.warren.router.edge;

import org.jspecify.annotations.NullMarked;
