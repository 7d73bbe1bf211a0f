/**
 * Socket options of Linux that both edges use: TCP sessions and BFD. May use Netty and nothing of ours. No thread owns it: options are set by
 * the thread of the edge whose socket it is.
 */
@NullMarked
package dev.warren.bgp.socket;

import org.jspecify.annotations.NullMarked;
