package dev.warren.router.unnumbered;

import dev.warren.net.IpAddress;
import java.time.Duration;
import java.util.Optional;

/**
 * Which router a link leads to. The first that is heard stays it: another one takes its place only when it has been silent for a time and
 * its session is down, so that nobody on the link can talk a working session away. One thread's.
 */
final class LinkNeighbour {
    /** How long a router without a session may be silent: FRR advertises every 10 s. */
    static final Duration SILENCE = Duration.ofSeconds(35);

    private Optional<IpAddress> address = Optional.empty();
    private long heardAt;

    /** The router; empty until one is heard. */
    Optional<IpAddress> address() {
        return address;
    }

    /** The link was down: another router may be there now. */
    void doubt(long now) {
        heardAt = now - SILENCE.toNanos();
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
        if (!same && address.isPresent() && (established || now - heardAt < SILENCE.toNanos())) {
            return false;
        }
        address = Optional.of(source);
        heardAt = now;
        return true;
    }
}
