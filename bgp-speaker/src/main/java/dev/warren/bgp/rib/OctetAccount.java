package dev.warren.bgp.rib;

/**
 * How many octets of attributes are kept that came with one neighbour, whichever session it was: who has no prefix to spare may still
 * have one that carries 64 KiB. A set counts once, for the neighbour that brought it first, as long as anybody has it; what import
 * rules and policy make of it counts as well.
 */
final class OctetAccount {
    private final int limit;
    private final int warnAt;
    private long octets;
    private int id;
    private boolean warned;
    private boolean exceeded;

    OctetAccount(int limit, int warning) {
        this.limit = limit;
        this.warnAt = (int) Math.max(1, (long) limit * warning / 100);
    }

    int limit() {
        return limit;
    }

    long octets() {
        return octets;
    }

    boolean isOver() {
        return octets > limit;
    }

    /** True the first time in a session that it is near its limit. */
    boolean warns() {
        boolean first = octets >= warnAt && !warned;
        warned |= first;
        return first;
    }

    /** True the first time in a session that the limit is exceeded. */
    boolean exceed() {
        boolean first = !exceeded;
        exceeded = true;
        return first;
    }

    /** The session is over. */
    void end() {
        warned = false;
        exceeded = false;
    }

    void add(int change) {
        octets += change;
    }

    /** Its id while there is something on it; 0 otherwise. */
    int id() {
        return id;
    }

    void id(int given) {
        id = given;
    }
}
