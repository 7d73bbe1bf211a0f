package dev.warren.bgp.wire;

import dev.warren.net.Asn;
import java.util.List;
import java.util.stream.Stream;

/**
 * OPEN (RFC 4271 section 4.2), as it is on the wire: nothing is judged here but its form.
 *
 * <pre>
 * +---------+-------------+-----------+----------------+---------+------------+
 * | Version | My AS       | Hold Time | BGP Identifier | Opt Len | Parameters |
 * | 1       | 2           | 2         | 4              | 1       | variable   |
 * +---------+-------------+-----------+----------------+---------+------------+
 * </pre>
 *
 * @param as the two-octet field; {@link Asn#TRANS} where the number needs four
 * @param holdTime seconds, 0 to 65,535
 * @param identifier the BGP identifier
 * @param capabilities in the order of the wire, unknown ones included
 */
public record Open(int as, int holdTime, int identifier, List<Capability> capabilities) implements Message {
    /** The version that we speak. */
    public static final int VERSION = 4;

    public Open {
        capabilities = List.copyOf(capabilities);
    }

    /** All capabilities of a kind. */
    public <C extends Capability> Stream<C> capabilities(Class<C> kind) {
        return capabilities.stream().filter(kind::isInstance).map(kind::cast);
    }

    /** True if there is a capability of the kind. */
    public boolean has(Class<? extends Capability> kind) {
        return capabilities(kind).findAny().isPresent();
    }

    /** The same for a neighbour that doesn't understand capabilities (RFC 5492 section 3). */
    public Open withoutCapabilities() {
        return new Open(as, holdTime, identifier, List.of());
    }

    /** The sender's AS: from its capability (RFC 6793), else the two-octet field. */
    public Asn asn() {
        return capabilities(Capability.FourOctetAs.class)
                .map(Capability.FourOctetAs::asn)
                .findFirst()
                .orElse(Asn.of(as));
    }
}
