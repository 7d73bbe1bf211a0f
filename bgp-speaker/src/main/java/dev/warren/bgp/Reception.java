package dev.warren.bgp;

import dev.warren.bgp.NeighbourStatus.MalformedCounts;
import dev.warren.bgp.log.LogLimit;
import dev.warren.bgp.rib.Rib;
import dev.warren.bgp.rib.RibPeer;
import dev.warren.bgp.wire.AttributeError;
import dev.warren.bgp.wire.CodecContext;
import dev.warren.bgp.wire.Decoded;
import dev.warren.bgp.wire.Message;
import dev.warren.bgp.wire.MessageDecoder;
import dev.warren.bgp.wire.MessageHeader;
import dev.warren.bgp.wire.Notification;
import dev.warren.bgp.wire.Update;
import dev.warren.bgp.wire.UpdateScanner;
import java.nio.ByteBuffer;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A neighbour's UPDATEs on their way into the RIB: the plain ones by the short way, others decoded (RFC 7606). On the RIB thread. */
final class Reception {
    private static final Logger LOG = LoggerFactory.getLogger(Reception.class);

    /** Prefixes and paths that are looked at in one step: about a tenth of a millisecond. */
    private static final int STEP = 1_000;

    private final Rib rib;
    private final RibPeer peer;
    private final UpdateScanner scanner;
    private final Complaint complaint;
    private final LogLimit logLimit = new LogLimit();
    private CodecContext codec = CodecContext.INITIAL;
    private boolean deaf;
    private long withdrawn;
    private long discarded;

    /** Hears of what ends the session. */
    interface Complaint {
        void malformed(Notification notification, String detail);
    }

    /** The scanner is shared by all neighbours of the RIB thread. */
    Reception(Rib rib, RibPeer peer, UpdateScanner scanner, Complaint complaint) {
        this.rib = rib;
        this.peer = peer;
        this.scanner = scanner;
        this.complaint = complaint;
    }

    /** A session has begun. */
    void begin(CodecContext negotiated) {
        codec = negotiated;
        deaf = false;
    }

    /**
     * Takes whole UPDATEs with their headers, a bounded part with each step; after one that ends the session, none. Nothing else is to
     * come from any neighbour in between. A step answers whether there is more to do.
     */
    BooleanSupplier taking(byte[] updates) {
        return new Taking(updates);
    }

    private final class Taking implements BooleanSupplier {
        private final byte[] updates;
        /** The present UPDATE, of which something is left if it is scanned or decoded. */
        private int at;

        private int end;
        private boolean scanned;
        private @Nullable Update decoded;
        private int next;

        Taking(byte[] updates) {
            this.updates = updates;
        }

        @Override
        public boolean getAsBoolean() {
            long until = rib.effort() + STEP;
            while (at < updates.length && !deaf) {
                if (rib.effort() >= until) {
                    return true;
                }
                take(until);
            }
            return false;
        }

        private void take(long until) {
            Update update = decoded;
            if (update != null) {
                next = rib.receive(peer, update, next, until);
                decoded = next < 0 ? null : update;
            } else if (scanned) {
                rib.receive(peer, updates, scanner, until);
                scanned = scanner.hasRoutes();
            } else {
                begin(until);
            }
            if (!scanned && decoded == null) {
                at = end;
            }
        }

        private void begin(long until) {
            ByteBuffer message = ByteBuffer.wrap(updates, at, updates.length - at);
            end = at + MessageHeader.messageLength(message);
            if (scanner.scan(updates, at, end, codec) && rib.receive(peer, updates, scanner, until)) {
                scanned = scanner.hasRoutes();
            } else {
                decoded = decode(message.slice(at, end - at));
                next = 0;
            }
        }
    }

    /** What isn't plain; null if it ends the session. */
    private @Nullable Update decode(ByteBuffer message) {
        return switch (MessageDecoder.decode(message, codec)) {
            case Decoded.Good(Message good)
            when good instanceof Update update -> {
                update.errors().forEach(this::malformed);
                withdrawn += update.treatAsWithdraw() ? 1 : 0;
                yield update;
            }
            case Decoded.Good(Message other) -> throw new IllegalArgumentException(other + " is no UPDATE");
            case Decoded.Bad(Notification notification, String detail) -> {
                deaf = true;
                complaint.malformed(notification, detail);
                yield null;
            }
        };
    }

    /** What RFC 7606 has cost so far. */
    MalformedCounts malformed() {
        return new MalformedCounts(withdrawn, discarded);
    }

    /** Counted always, logged once a second at most. */
    private void malformed(AttributeError error) {
        if (error.outcome() == AttributeError.Outcome.ATTRIBUTE_DISCARD) {
            discarded++;
        }
        if (logLimit.passes()) {
            LOG.warn(
                    "event=malformed-attribute neighbour={} attribute={} outcome={} detail=\"{}\" total={}",
                    peer,
                    error.type(),
                    error.outcome(),
                    error.detail(),
                    logLimit.total());
        }
    }
}
