/**
 * The running device: the TUN interface, the sockets, the clock and the threads around {@code dev.warren.wg.engine}: one for
 * control, and for each queue of the interface one to the network and one back; and the process that is a drop-in for wireguard-go. An
 * edge.
 *
 * <p>Session keys are wiped after a suspension, which shows as a jump between CLOCK_BOOTTIME and CLOCK_MONOTONIC. A VM that was
 * forked or restored from a snapshot does not see that in these clocks, and the hypervisor's generation id (vmgenid) stays in the
 * kernel: there, restart the process. The kernel's WireGuard wipes its keys before a suspension, this one right after.
 */
@NullMarked
package dev.warren.wg.device;

import org.jspecify.annotations.NullMarked;
