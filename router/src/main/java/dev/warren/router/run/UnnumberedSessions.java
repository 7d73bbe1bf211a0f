package dev.warren.router.run;

import dev.warren.bgp.Speaker;
import dev.warren.bgp.fsm.SessionState;
import dev.warren.router.unnumbered.UnnumberedNeighbours;
import dev.warren.topology.SessionAddresses;
import dev.warren.topology.plan.NeighbourPlan;
import java.io.IOException;

/** The sessions of unnumbered upstreams in the speaker. */
record UnnumberedSessions(Speaker speaker) implements UnnumberedNeighbours.Sessions {
    @Override
    public boolean isEstablished(String name) {
        return speaker.neighbours().stream()
                .anyMatch(neighbour -> neighbour.name().equals(name) && neighbour.state() == SessionState.ESTABLISHED);
    }

    // The name is free at once; nobody waits for the old connection's end.
    @SuppressWarnings("FutureReturnValueIgnored")
    @Override
    public void move(NeighbourPlan upstream, SessionAddresses addresses) throws IOException {
        speaker.remove(upstream.name());
        speaker.add(SpeakerSetup.unnumbered(upstream, addresses));
    }
}
