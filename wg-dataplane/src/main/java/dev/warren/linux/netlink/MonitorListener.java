package dev.warren.linux.netlink;

import java.util.List;

/** Who hears what a monitor reads. Called on the monitor's thread; it should return soon, or the kernel drops notices. */
@FunctionalInterface
public interface MonitorListener {
    /** The notices of one read, in the kernel's order; never empty. */
    void onEvents(List<MonitorEvent> events);
}
