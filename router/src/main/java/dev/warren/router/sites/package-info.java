/**
 * Which tunnels are alive, and which prefixes the hub originates because of it. Pure: device states and the time go in, verdicts
 * come out. Owned by the synchroniser's thread.
 */
@NullMarked
package dev.warren.router.sites;

import org.jspecify.annotations.NullMarked;
