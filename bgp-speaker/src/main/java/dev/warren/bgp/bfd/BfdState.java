package dev.warren.bgp.bfd;

/** The state of a session (RFC 5880 section 6.2). */
public enum BfdState {
    /** Held down by an operator; says nothing about the path. */
    ADMIN_DOWN(0),
    /** No packets in both directions. */
    DOWN(1),
    /** The neighbour is heard, but doesn't hear us yet. */
    INIT(2),
    /** Both hear each other. */
    UP(3);

    private final int number;

    BfdState(int number) {
        this.number = number;
    }

    /** The two bits of a packet, 0 to 3. */
    int number() {
        return number;
    }

    static BfdState of(int number) {
        return switch (number) {
            case 0 -> ADMIN_DOWN;
            case 1 -> DOWN;
            case 2 -> INIT;
            default -> UP;
        };
    }
}
