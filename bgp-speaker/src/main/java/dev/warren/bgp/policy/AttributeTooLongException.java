package dev.warren.bgp.policy;

import dev.warren.bgp.wire.AttributeBlock;

/**
 * A change would make the value of an attribute longer than {@link AttributeBlock#MAX_VALUE}: the route can't have it, and what is
 * to have it doesn't pass. Neighbours can bring it about, so it costs no stack trace.
 */
public final class AttributeTooLongException extends RuntimeException {
    private static final long serialVersionUID = 1;

    AttributeTooLongException(int type, int length) {
        super("attribute " + type + " of " + length + " octets", null, false, false);
    }
}
