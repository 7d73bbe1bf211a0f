package dev.warren.bgp.session;

import dev.warren.bgp.fsm.SessionState;
import java.time.Instant;

/**
 * A session went from one state to another.
 *
 * @param at when
 * @param from the state before
 * @param to the state after it
 * @param reason the event that caused it, for people
 */
public record StateChange(Instant at, SessionState from, SessionState to, String reason) {}
