package dev.warren.router.unnumbered;

import dev.warren.net.IpAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Which router a link leads to. The first that is heard stays it: another one takes its place only if its session is down and it doesn't
 * answer for a time, while it is asked; so nobody on the link can talk a working session away. One thread's.
 */
final class LinkNeighbour {
    /** How long a router without a session may leave it unanswered that another one is there too: routers answer within 3.5 s (RFC 4861 section 6.2.6). */
    static final Duration PATIENCE = Duration.ofSeconds(5);

    private Optional<IpAddress> address = Optional.empty();
    private OptionalLong contestedAt = OptionalLong.empty();

    /** The router; empty until one is heard. */
    Optional<IpAddress> address() {
        return address;
    }

    /** True if routers should be asked: nobody is known, or another one may have taken the place of who is. */
    boolean isOpen() {
        return address.isEmpty() || contestedAt.isPresent();
    }

    /**
     * A router has advertised itself.
     *
     * @param source its link-local address
     * @param established the session with the present one is up
     * @param now nanoseconds
     * @return false if another router is the link's
     */
    boolean heard(IpAddress source, boolean established, long now) {
        boolean same = address.filter(source::equals).isPresent();
        if (!same && address.isPresent() && !mayReplace(established, now)) {
            return false;
        }
        address = Optional.of(source);
        contestedAt = OptionalLong.empty();
        return true;
    }

    private boolean mayReplace(boolean established, long now) {
        if (established) {
            contestedAt = OptionalLong.empty();
            return false;
        }
        if (contestedAt.isEmpty()) {
            contestedAt = OptionalLong.of(now);
        }
        return now - contestedAt.getAsLong() >= PATIENCE.toNanos();
    }
}
