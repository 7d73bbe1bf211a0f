/**
 * Linux's TUN interfaces (Documentation/networking/tuntap.rst) with virtio_net_hdr. An edge: it may use {@code
 * dev.warren.linux.libc}. Reads belong to one thread and writes to another.
 */
@NullMarked
package dev.warren.linux.tun;

import org.jspecify.annotations.NullMarked;
