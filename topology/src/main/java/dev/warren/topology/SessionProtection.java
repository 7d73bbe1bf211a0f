package dev.warren.topology;

import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What watches over a BGP session and keeps strangers out of it.
 *
 * @param md5KeyFile the file of the key of TCP MD5 signatures (RFC 2385)
 * @param ttlSecurityHops how many hops away the neighbour may be, by the TTL of its segments (RFC 5082): 1 to 254
 * @param bfd empty for none
 */
public record SessionProtection(Optional<Path> md5KeyFile, OptionalInt ttlSecurityHops, Optional<Bfd> bfd) {
    /** Nothing. */
    public static final SessionProtection NONE = ofBfd(Optional.empty());

    /** BFD at most: for a session inside a tunnel, where no stranger is. */
    public static SessionProtection ofBfd(Optional<Bfd> bfd) {
        return new SessionProtection(Optional.empty(), OptionalInt.empty(), bfd);
    }
}
