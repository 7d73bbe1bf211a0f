/**
 * The packets inside the tunnel: headers, checksums, ECN, splitting super-packets and joining segments again. Pure, over memory
 * that the caller owns; nothing is allocated per packet. Objects are one thread's.
 */
@NullMarked
package dev.warren.wg.packet;

import org.jspecify.annotations.NullMarked;
