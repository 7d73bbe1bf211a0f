package dev.warren.bgp.wire;

/**
 * An attribute that we don't interpret. Transitive ones are passed on with the Partial flag (RFC 4271 section 5).
 *
 * @param flags the flags octet without Extended Length
 * @param type the type code
 * @param value the octets
 */
public record UnknownAttribute(int flags, int type, Opaque value) {
    /** True if it is to be passed on. */
    public boolean transitive() {
        return (flags & AttributeFlags.TRANSITIVE) != 0;
    }

    /** As it is passed on: with the Partial flag, unless it is ONLY_TO_CUSTOMER, which we do interpret (RFC 9234). */
    public UnknownAttribute passed() {
        return type == AttributeType.ONLY_TO_CUSTOMER.code()
                ? this
                : new UnknownAttribute(flags | AttributeFlags.PARTIAL, type, value);
    }
}
