/**
 * AllowedIPs: which peer owns a prefix, for both directions of WireGuard's cryptokey routing. Pure. One thread changes the
 * table (its owner holds the device's lock); look-ups are wait-free from any thread.
 */
@NullMarked
package dev.warren.wg.allowedips;

import org.jspecify.annotations.NullMarked;
