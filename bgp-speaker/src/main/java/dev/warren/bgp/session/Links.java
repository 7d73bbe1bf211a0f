package dev.warren.bgp.session;

import dev.warren.bgp.fsm.Side;
import io.netty.channel.Channel;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The connections of a neighbour's session: one on each {@link Side}, one that is being opened, and those that may still send what
 * is written. On the event loop.
 */
// A failed write or close ends the channel, and the handler hears of that.
@SuppressWarnings("FutureReturnValueIgnored")
final class Links {
    private static final int MAX_RETIRING = 8;

    private final Map<Side, Link> open = new EnumMap<>(Side.class);
    private @Nullable Channel connecting;
    private int attempts;
    private int retiring;

    @Nullable
    Link on(Side side) {
        return open.get(side);
    }

    List<Link> all() {
        return List.copyOf(open.values());
    }

    void add(Side side, Link link) {
        open.put(side, link);
    }

    /** The connection of a side, which is its no more. */
    @Nullable
    Link remove(Side side) {
        return open.remove(side);
    }

    /** The successor is the incoming connection from now on. */
    void succeed() {
        Link link = open.remove(Side.SUCCESSOR);
        if (link != null) {
            link.handler().side(Side.INCOMING);
            open.put(Side.INCOMING, link);
        }
    }

    /** Begins to open a connection; an outcome that comes after {@link #giveUp} is not told. */
    void connect(Connector connector, SessionConfig config, Connector.Outcome outcome) {
        int number = ++attempts;
        connecting = connector.connect(config, (channel, failure) -> {
            if (connecting == null || number != attempts) {
                channel.close();
                return;
            }
            connecting = null;
            outcome.connected(channel, failure);
        });
    }

    /** Closes what a side has: an attempt at once, a connection after what is written. */
    void giveUp(Side side) {
        Channel attempt = connecting;
        if (side == Side.OUTGOING && attempt != null) {
            connecting = null;
            attempt.close();
        }
        Link link = open.remove(side);
        if (link != null) {
            retire(link);
        }
    }

    /** Closes a connection after what is written; one of too many at once is cut. */
    private void retire(Link link) {
        if (retiring >= MAX_RETIRING) {
            link.cut();
            return;
        }
        retiring++;
        link.closed().thenRun(() -> retiring--);
        link.closeAfterFlush();
    }
}
