/**
 * The driver of the kernel's WireGuard, by generic netlink (linux/wireguard.h). What is pure: {@code MessagePacker} makes bounded
 * messages of a change, {@code SetDeviceCodec} and {@code GetDeviceCodec} are the bytes, {@code StateCollector} joins what a dump
 * spreads over several messages. {@code KernelControl} is the edge. Private and preshared keys are in off-heap memory only, which
 * is wiped after use. Any thread may use a control.
 */
@NullMarked
package dev.warren.wg.kernel;

import org.jspecify.annotations.NullMarked;
