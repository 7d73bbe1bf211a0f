package dev.warren.linux.netlink;

/** A multicast group of rtnetlink: what a monitor is told about. */
public enum MonitorGroup {
    /** Interfaces appear, vanish, go up and down. */
    LINKS(1),
    /** IPv4 addresses. */
    V4_ADDRESSES(5),
    /** IPv4 routes of all tables. */
    V4_ROUTES(7),
    /** IPv4 policy rules. */
    V4_RULES(8),
    /** IPv6 addresses. */
    V6_ADDRESSES(9),
    /** IPv6 routes of all tables. */
    V6_ROUTES(11),
    /** IPv6 policy rules. */
    V6_RULES(19);

    private final int number;

    MonitorGroup(int number) {
        this.number = number;
    }

    /** The number of the group (RTNLGRP_*). */
    int number() {
        return number;
    }
}
