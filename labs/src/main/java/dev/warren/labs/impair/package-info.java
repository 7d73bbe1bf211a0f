/**
 * A worse link: delay, jitter, loss and rate for the frames that an interface sends, where the kernel has no netem. The arithmetic is
 * pure ({@link dev.warren.labs.impair.FrameSchedule}); {@link dev.warren.labs.impair.Relay} is a process of its own inside the node, with a
 * TAP interface to which nftables diverts the frames, and a packet socket that sends them on. Knows no lab.
 */
@NullMarked
package dev.warren.labs.impair;

import org.jspecify.annotations.NullMarked;
