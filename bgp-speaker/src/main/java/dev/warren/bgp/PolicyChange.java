package dev.warren.bgp;

import dev.warren.bgp.policy.Policies;
import java.util.Optional;

/**
 * What is to become of a neighbour's policies.
 *
 * @param next those instead of the present ones
 * @param gracefulShutdown whether its session is to end soon, said after that
 */
record PolicyChange(Optional<Policies> next, Optional<Boolean> gracefulShutdown) {
    /** All stays. */
    static final PolicyChange NONE = new PolicyChange(Optional.empty(), Optional.empty());

    /** Other policies, which say themselves whether the session is to end soon. */
    static PolicyChange to(Policies next) {
        return new PolicyChange(Optional.of(next), Optional.empty());
    }

    static PolicyChange gracefulShutdown(boolean begins) {
        return new PolicyChange(Optional.empty(), Optional.of(begins));
    }

    /** Both, as one. */
    PolicyChange then(PolicyChange later) {
        return later.next.isPresent()
                ? later
                : new PolicyChange(next, later.gracefulShutdown.or(() -> gracefulShutdown));
    }

    Policies of(Policies present) {
        Policies changed = next.orElse(present);
        return gracefulShutdown.map(changed::gracefulShutdown).orElse(changed);
    }
}
