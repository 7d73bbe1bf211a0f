/**
 * An embeddable BGP-4 speaker: start it with a {@link dev.warren.bgp.SpeakerConfig}, hand it local routes, subscribe to best
 * paths. This package is the public face; it maps to the protocol packages below it and touches neither sockets nor Netty.
 * Every method of {@link dev.warren.bgp.Speaker} may be called from any thread; listeners are called on the RIB thread.
 */
@NullMarked
package dev.warren.bgp;

import org.jspecify.annotations.NullMarked;
