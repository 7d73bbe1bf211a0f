package dev.warren.bgp.wire;

import java.util.Optional;

/** What a speaker is to its external neighbour (RFC 9234 section 4.1). */
public enum Role {
    /** It gives transit to the neighbour. */
    PROVIDER(0),
    /** It runs a route server. */
    ROUTE_SERVER(1),
    /** It is a client of the neighbour's route server. */
    ROUTE_SERVER_CLIENT(2),
    /** It gets transit from the neighbour. */
    CUSTOMER(3),
    /** Both exchange their own and their customers' routes. */
    PEER(4);

    private final int code;

    Role(int code) {
        this.code = code;
    }

    /** The value on the wire. */
    public int code() {
        return code;
    }

    /** The role of a value; empty if there is none. */
    public static Optional<Role> of(int code) {
        for (Role role : values()) {
            if (role.code == code) {
                return Optional.of(role);
            }
        }
        return Optional.empty();
    }

    /** The only role that the neighbour can have (RFC 9234 section 4.2, table 2). */
    public Role counterpart() {
        return switch (this) {
            case PROVIDER -> CUSTOMER;
            case CUSTOMER -> PROVIDER;
            case ROUTE_SERVER -> ROUTE_SERVER_CLIENT;
            case ROUTE_SERVER_CLIENT -> ROUTE_SERVER;
            case PEER -> PEER;
        };
    }
}
