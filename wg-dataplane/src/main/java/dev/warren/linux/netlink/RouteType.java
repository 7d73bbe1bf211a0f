package dev.warren.linux.netlink;

/** What a route does with a packet (rtm_type). */
public enum RouteType {
    /** Forwards to a gateway or onto a link. */
    UNICAST(1),
    /** Delivers to this host. */
    LOCAL(2),
    /** Delivers to this host and sends as link-level broadcast. */
    BROADCAST(3),
    /** Delivers to this host, an anycast address. */
    ANYCAST(4),
    /** A multicast route. */
    MULTICAST(5),
    /** Drops silently. */
    BLACKHOLE(6),
    /** Drops and answers ICMP host (or no route to destination) unreachable. */
    UNREACHABLE(7),
    /** Drops and answers ICMP administratively prohibited. */
    PROHIBIT(8),
    /** Continues with the next policy rule. */
    THROW(9),
    /** Any other type. */
    OTHER(0);

    private final int code;

    RouteType(int code) {
        this.code = code;
    }

    /** The number in the message; 0 for {@link #OTHER}. */
    public int code() {
        return code;
    }

    /** The type of a number. */
    public static RouteType of(int code) {
        for (RouteType type : values()) {
            if (type.code == code) {
                return type;
            }
        }
        return OTHER;
    }
}
