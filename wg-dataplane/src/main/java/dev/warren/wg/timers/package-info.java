/**
 * The timers of a peer (WireGuard's paper, section 6). Pure: the time is a parameter, in nanoseconds of any clock that never
 * goes back. Events may come from the data threads while the control thread polls.
 */
@NullMarked
package dev.warren.wg.timers;

import org.jspecify.annotations.NullMarked;
