/**
 * What programs print, read into prefixes and peers: {@code ip -j route}, {@code wg show}, vtysh's and Warren's JSON, birdc. Pure: text
 * in, values out. Any thread.
 */
@NullMarked
package dev.warren.labs.observe;

import org.jspecify.annotations.NullMarked;
