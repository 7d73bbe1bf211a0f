/**
 * rtnetlink (RFC 3549, rtnetlink(7)): links, addresses, routes and policy rules of the kernel, read, changed and watched. And
 * generic netlink, for the families of whoever brings their codec: {@code GenericNetlink}, {@code MessageWriter}, {@code Attributes}.
 *
 * <p>The codec (the records, {@code *Codec}, {@code Attribute*}, {@code Message*}) is pure: bytes in, values out, usable from
 * any thread. Only {@code NetlinkLibc} and {@code NetlinkSocket} touch the system, by JNA. A socket belongs to the network
 * namespace of the thread that opened it and may be used from any thread after.
 */
@NullMarked
package dev.warren.linux.netlink;

import org.jspecify.annotations.NullMarked;
