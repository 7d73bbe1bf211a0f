package dev.warren.wg.engine;

import dev.warren.net.Endpoint;
import dev.warren.net.Prefix;
import dev.warren.net.PublicKey;
import java.util.Optional;

/** What happened to a peer of a device. */
public sealed interface DeviceEvent {
    /** The peer that it happened to. */
    PublicKey peer();

    /**
     * Both sides have the keys of a new session.
     *
     * @param unixNanos when, in nanoseconds since 1970: what {@code wg show} says
     */
    record HandshakeCompleted(PublicKey peer, long unixNanos) implements DeviceEvent {}

    /** No response came for 90 s, or no initiation could be made: what was staged is dropped. */
    record HandshakeGivenUp(PublicKey peer) implements DeviceEvent {}

    /** The peer wrote from elsewhere, or was configured to be elsewhere. */
    record EndpointChanged(PublicKey peer, Optional<Endpoint> from, Endpoint to) implements DeviceEvent {}

    /** The keys were wiped: of age, or because the machine was suspended. */
    record SessionExpired(PublicKey peer) implements DeviceEvent {}

    /** A prefix that another peer owned was given to this one. */
    record PrefixMoved(PublicKey from, PublicKey peer, Prefix prefix) implements DeviceEvent {}

    /** The peer's clock is too far ahead: its initiation was refused. */
    record ClockRefused(PublicKey peer) implements DeviceEvent {}
}
