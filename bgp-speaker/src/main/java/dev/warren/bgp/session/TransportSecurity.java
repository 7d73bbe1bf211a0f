package dev.warren.bgp.session;

import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * How a neighbour's TCP connections are protected against strangers.
 *
 * @param md5KeyFile a file whose first line is the key of TCP MD5 signatures (RFC 2385), 1 to 80 octets; it is read anew for each
 *     connection
 * @param ttlSecurityHops the generalised TTL security mechanism (RFC 5082): how many hops away the neighbour may be, 1 to 254; segments
 *     from further away are dropped by the kernel
 */
public record TransportSecurity(Optional<Path> md5KeyFile, OptionalInt ttlSecurityHops) {
    /** None. */
    public static final TransportSecurity NONE = new TransportSecurity(Optional.empty(), OptionalInt.empty());

    /** @throws IllegalArgumentException if the number of hops is out of its range */
    public TransportSecurity {
        if (ttlSecurityHops.isPresent() && (ttlSecurityHops.getAsInt() < 1 || ttlSecurityHops.getAsInt() > 254)) {
            throw new IllegalArgumentException(
                    "TTL security: " + ttlSecurityHops.getAsInt() + " hops are not 1 to 254");
        }
    }
}
