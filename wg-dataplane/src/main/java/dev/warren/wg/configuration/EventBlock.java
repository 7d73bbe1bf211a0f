package dev.warren.wg.configuration;

import dev.warren.net.Prefix;
import dev.warren.net.PublicKey;
import dev.warren.wg.engine.DeviceEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** An event as the lines that a subscriber reads, an empty one last. One queue's, under its lock. */
sealed interface EventBlock {
    /** The lines. */
    String text();

    /** Takes an event in that is only more of the same; false if it needs a block of its own. */
    default boolean absorb(DeviceEvent event) {
        return false;
    }

    /** The block of an event that happened at this time. */
    static EventBlock of(DeviceEvent event, long unixNanos) {
        return switch (event) {
            case DeviceEvent.HandshakeCompleted e -> block("handshake_completed", e.peer(), e.unixNanos(), "");
            case DeviceEvent.HandshakeGivenUp e -> block("handshake_given_up", e.peer(), unixNanos, "");
            case DeviceEvent.EndpointChanged e -> block("endpoint_changed", e.peer(), unixNanos, endpoints(e));
            case DeviceEvent.SessionExpired e -> block("session_expired", e.peer(), unixNanos, "");
            case DeviceEvent.ClockRefused e -> block("clock_refused", e.peer(), unixNanos, "");
            case DeviceEvent.PrefixMoved e -> new Moves(e, unixNanos);
        };
    }

    private static EventBlock block(String name, PublicKey peer, long unixNanos, String more) {
        return new Plain(head(name, peer, unixNanos) + more + "\n");
    }

    private static String head(String name, PublicKey peer, long unixNanos) {
        return "event=" + name + "\ntime_sec=" + unixNanos / 1_000_000_000L + "\ntime_nsec="
                + unixNanos % 1_000_000_000L + "\npublic_key=" + peer.toHex() + "\n";
    }

    private static String endpoints(DeviceEvent.EndpointChanged event) {
        Optional<String> before = event.from().map(e -> "previous_endpoint=" + e + "\n");
        return "endpoint=" + event.to() + "\n" + before.orElse("");
    }

    /** A block that is complete. */
    record Plain(String text) implements EventBlock {}

    /** Prefixes that moved one after the other from one peer to another: all are counted, the first 64 named. */
    final class Moves implements EventBlock {
        private static final int NAMED = 64;

        private final PublicKey from;
        private final PublicKey to;
        private final long unixNanos;
        private final List<Prefix> named = new ArrayList<>();
        private long count;

        Moves(DeviceEvent.PrefixMoved first, long unixNanos) {
            from = first.from();
            to = first.peer();
            this.unixNanos = unixNanos;
            absorb(first);
        }

        @Override
        public boolean absorb(DeviceEvent event) {
            if (!(event instanceof DeviceEvent.PrefixMoved moved)
                    || !moved.from().equals(from)
                    || !moved.peer().equals(to)) {
                return false;
            }
            count++;
            if (named.size() < NAMED) {
                named.add(moved.prefix());
            }
            return true;
        }

        @Override
        public String text() {
            StringBuilder text = new StringBuilder(head("prefixes_moved", to, unixNanos))
                    .append("previous_public_key=")
                    .append(from.toHex())
                    .append("\ncount=")
                    .append(count)
                    .append('\n');
            named.forEach(p -> text.append("allowed_ip=").append(p).append('\n'));
            return text.append('\n').toString();
        }
    }
}
