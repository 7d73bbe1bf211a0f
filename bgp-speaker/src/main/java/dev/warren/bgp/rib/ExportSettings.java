package dev.warren.bgp.rib;

import dev.warren.bgp.policy.NextHops;
import dev.warren.bgp.policy.Policies;
import dev.warren.bgp.policy.Policy;
import dev.warren.bgp.policy.RouteFilter;
import dev.warren.net.IpAddress;
import dev.warren.net.IpFamily;
import java.util.Optional;

/**
 * All that decides what neighbours get from us: those with the same are one update group.
 *
 * @param family what is exchanged
 * @param recipient what they are to us
 * @param nextHop our own address; empty if there is none to announce
 * @param filter the prefixes that may go out
 * @param policy what becomes of their routes
 * @param gracefulShutdown routes to them say that they are about to go (RFC 8326)
 * @param codec how UPDATEs are encoded
 */
record ExportSettings(
        IpFamily family,
        Recipient recipient,
        Optional<IpAddress> nextHop,
        RouteFilter filter,
        Policy policy,
        boolean gracefulShutdown,
        PeerCodec codec) {
    /** The same with other policies. */
    ExportSettings with(Policies policies) {
        return new ExportSettings(
                family,
                recipient,
                nextHop,
                policies.exportFilter(),
                policies.exportPolicy(),
                policies.gracefulShutdown(),
                codec);
    }

    /** The same for neighbours with four-octet AS numbers. */
    ExportSettings withFourOctetAs() {
        return new ExportSettings(
                family,
                recipient,
                nextHop,
                filter,
                policy,
                gracefulShutdown,
                new PeerCodec(true, true, codec.extendedNextHop()));
    }

    /** How many paths of a prefix go out, with path identifiers (RFC 7911); 0 if only the best one does, without. */
    int paths() {
        return codec.paths(family);
    }

    static ExportSettings of(RibPeer to, IpFamily family, PeerCodec codec) {
        NextHops own = to.settings().policy().nextHops();
        Policies policies = to.policies();
        return new ExportSettings(
                family,
                Recipient.of(to.settings()),
                own.of(family).or(() -> codec.extendedNextHop() ? own.v6() : Optional.empty()),
                policies.exportFilter(),
                policies.exportPolicy(),
                policies.gracefulShutdown(),
                codec.of(family));
    }
}
