/**
 * What keeps strangers cheap (WireGuard's paper, section 5.4.7): MAC1 and MAC2, cookies and their replies, and a token bucket
 * per source. Pure: the time is a parameter, in nanoseconds. Each class says who owns it.
 */
@NullMarked
package dev.warren.wg.cookie;

import org.jspecify.annotations.NullMarked;
