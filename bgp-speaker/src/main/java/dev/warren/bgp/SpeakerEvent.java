package dev.warren.bgp;

import dev.warren.bgp.fsm.SessionState;
import dev.warren.bgp.rib.RefusalReason;
import dev.warren.bgp.session.LastNotification;
import dev.warren.net.IpFamily;
import dev.warren.net.Prefix;
import java.util.List;
import java.util.Optional;

/** Something that a {@link SpeakerListener} hears. */
public sealed interface SpeakerEvent {

    /**
     * The best path of a prefix is another one, or has other attributes; or other paths are used beside it.
     *
     * @param prefix the prefix
     * @param best the path; empty if there is none any more. Local routes are reported too: {@link Path#isLocal}
     * @param multipath all paths in use with their shares, the best one first, where {@link SpeakerConfig#multipath} lets there be
     *     several and there are; empty if only the best one is
     */
    record BestPathChanged(Prefix prefix, Optional<Path> best, List<WeightedPath> multipath) implements SpeakerEvent {
        public BestPathChanged {
            multipath = List.copyOf(multipath);
        }

        /** With the best path only. */
        public BestPathChanged(Prefix prefix, Optional<Path> best) {
            this(prefix, best, List.of());
        }
    }

    /**
     * A session changed its state. When it leaves ESTABLISHED, all its paths are dead at that moment; the
     * changes of best paths that this causes come about the same time, in either order.
     *
     * @param neighbour the neighbour's name
     * @param from the state before
     * @param to the state now
     * @param reason why, for people
     */
    record SessionChanged(String neighbour, SessionState from, SessionState to, String reason)
            implements SpeakerEvent {}

    /**
     * A NOTIFICATION ended a connection of a neighbour, or is about to.
     *
     * @param neighbour the neighbour's name
     * @param last code, subcode and data, and who sent it
     */
    record Notified(String neighbour, LastNotification last) implements SpeakerEvent {}

    /**
     * A neighbour announced what we don't take. Told once per neighbour, prefix and path identifier until it is withdrawn or the
     * session ends; beyond 10,000 of a neighbour, and 256 of a prefix, the rest isn't told.
     *
     * @param neighbour the neighbour's name
     * @param prefix what it announced
     * @param pathId the path identifier that it came with, 0 to 4,294,967,295 (RFC 7911); 0 where it came without
     * @param reason why it was refused
     */
    record RouteRefused(String neighbour, Prefix prefix, long pathId, RefusalReason reason) implements SpeakerEvent {}

    /**
     * A neighbour announced, or would get, more than one of its {@link PrefixLimits}: its session ends.
     *
     * @param neighbour the neighbour's name
     * @param family of the prefix that was too much
     * @param limit how many there may be
     * @param out true for what it would get from us
     */
    record PrefixLimitExceeded(String neighbour, IpFamily family, int limit, boolean out) implements SpeakerEvent {}

    /**
     * A neighbour is near one of its {@link PrefixLimits}. Told once per session, limit and direction.
     *
     * @param neighbour the neighbour's name
     * @param family of the prefixes; empty for both families together
     * @param count how many there are
     * @param limit how many there may be
     * @param out true for what it has from us
     */
    record PrefixLimitNear(String neighbour, Optional<IpFamily> family, int count, int limit, boolean out)
            implements SpeakerEvent {}

    /**
     * The attributes that came with a neighbour take more octets than {@link PrefixLimits#attributeOctets}: its session ends.
     *
     * @param neighbour the neighbour's name
     * @param limit how many octets there may be
     */
    record AttributeLimitExceeded(String neighbour, int limit) implements SpeakerEvent {}

    /**
     * The attributes that came with a neighbour are near {@link PrefixLimits#attributeOctets}. Told once per session.
     *
     * @param neighbour the neighbour's name
     * @param octets how many there are
     * @param limit how many there may be
     */
    record AttributeLimitNear(String neighbour, long octets, int limit) implements SpeakerEvent {}

    /**
     * A neighbour's import policy was changed, but the neighbour doesn't know ROUTE-REFRESH (RFC 2918): what the policy before
     * stopped, and the new one may take, comes only with its next session.
     *
     * @param neighbour the neighbour's name
     */
    record RefreshUnsupported(String neighbour) implements SpeakerEvent {}
}
