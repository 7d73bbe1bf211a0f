package dev.warren.bgp.rib;

import dev.warren.bgp.rib.Batch.Segment;
import dev.warren.bgp.wire.AddressFamily;
import dev.warren.bgp.wire.CodecContext;
import dev.warren.bgp.wire.MessageEncoder;
import dev.warren.bgp.wire.RouteRefresh;
import dev.warren.bgp.wire.Update;
import dev.warren.net.IpFamily;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What a neighbour has from us in one family (RFC 4271 section 3.2), and the batches of its update group that wait for it. Level-triggered: how often a prefix changes between two batches doesn't matter.
 */
final class AdjRibOut {
    private final RibPeer peer;
    private UpdateGroup group;
    private final FamilyTable table;
    private final BatchWriter writer;
    private final Consumer<RibEvent> events;
    private final PeerLimits.Bound bound;
    private boolean warned;
    private boolean exceeded;
    private final AdvertisedRoutes held;
    private final Queue<Waiting> queue = new ArrayDeque<>();
    private @Nullable Lane lane;
    private boolean owesDefaultRoute = true;
    private int defaultRoutes;
    private boolean owesEndOfRib = true;
    private boolean owesBegin;
    private boolean owesEnd;
    /** How many ends of walks wait that began before the neighbour asked. */
    private int earlierEnds;

    /** A batch, and the cursor that keeps its prefixes' ids. */
    private record Waiting(Batch batch, int hold) {}

    AdjRibOut(RibPeer peer, UpdateGroup group, FamilyTable table, BatchWriter writer, Consumer<RibEvent> events) {
        this.peer = peer;
        this.events = events;
        this.bound = peer.settings().limits().out(table.prefixes().family());
        this.group = group;
        this.table = table;
        this.writer = writer;
        this.held =
                group.settings().paths() > 0 ? new AdvertisedPaths(peer, writer) : new AdvertisedPrefixes(peer, writer);
    }

    UpdateGroup group() {
        return group;
    }

    void lane(Lane its) {
        lane = its;
    }

    private Lane lane() {
        Lane present = lane;
        if (present == null) {
            throw new IllegalStateException("not in its group");
        }
        return present;
    }

    boolean holds(int prefix) {
        return held.holds(prefix);
    }

    boolean holds(int prefix, int path) {
        return held.holds(prefix, path);
    }

    int advertised() {
        return held.size() + defaultRoutes;
    }

    int waiting() {
        return queue.size();
    }

    boolean hasOutput() {
        return !queue.isEmpty() || lane().hasMore();
    }

    void offer(Batch batch, int hold) {
        batch.addTaker();
        queue.add(new Waiting(batch, hold));
    }

    /**
     * Sends all of it again (RFC 2918 section 4), framed if both ends know that (RFC 7313 section 4). End-of-RIB ends the first dump
     * only (RFC 4724 section 2), and a dump that goes on is begun anew without a frame.
     */
    void refresh(boolean framed) {
        if (framed && !owesEndOfRib && !owesEnd) {
            owesBegin = true;
            owesEnd = true;
            earlierEnds = 0;
            queue.forEach(waiting -> earlierEnds += waiting.batch().endsDump() ? 1 : 0);
        }
        owesDefaultRoute = true;
        group.refresh(this, lane());
    }

    /** Goes on in another group, whose settings differ in filter and policy only. */
    void regroup(UpdateGroup next) {
        next.take(this, group, lane());
        group = next;
        owesDefaultRoute = true;
    }

    /** The session is over. */
    void close() {
        queue.forEach(this::release);
        queue.clear();
        group.leave(this, lane());
    }

    private void release(Waiting waiting) {
        if (waiting.batch().removeTaker()) {
            group.journal().close(waiting.hold());
        }
    }

    /** The next messages, from so many prefixes and paths at most if they have to be made; there may be none though there is more to do. */
    List<ByteBuffer> pull(int limit) {
        if (queue.isEmpty()) {
            group.merge(lane()).stage(limit, writer);
        }
        Waiting next = queue.poll();
        if (next == null) {
            return List.of();
        }
        try {
            return take(next.batch());
        } finally {
            release(next);
        }
    }

    private List<ByteBuffer> take(Batch batch) {
        List<ByteBuffer> messages = new ArrayList<>();
        if (owesBegin) {
            owesBegin = false;
            messages.add(refreshMark(RouteRefresh.BEGIN));
        }
        if (owesDefaultRoute) {
            owesDefaultRoute = false;
            Optional<ByteBuffer> own = group.defaultRoute();
            own.ifPresent(messages::add);
            defaultRoutes = own.isPresent() ? 1 : 0;
        }
        held.take(batch, messages);
        int from = 0;
        int end = 0;
        for (Segment segment : batch.segments()) {
            if (!segment.isFor(peer)) {
                add(batch.announcements(), from, end, messages);
                from = segment.end();
            }
            end = segment.end();
        }
        add(batch.announcements(), from, end, messages);
        watchLimit();
        if (exceeded) {
            return List.of();
        }
        if (batch.endsDump()) {
            endDump(messages);
        }
        return messages;
    }

    /** Looked at once a batch: what is too much isn't sent, and the session is to end. */
    private void watchLimit() {
        int count = held.size();
        IpFamily family = table.prefixes().family();
        if (count >= bound.warnAt() && !warned) {
            warned = true;
            events.accept(new RibEvent.PrefixLimitNear(peer, Optional.of(family), count, bound.limit(), true));
        }
        if (count > bound.limit() && !exceeded) {
            exceeded = true;
            events.accept(new RibEvent.PrefixLimitExceeded(peer, family, bound.limit(), true));
        }
    }

    private void endDump(List<ByteBuffer> messages) {
        if (owesEndOfRib) {
            owesEndOfRib = false;
            messages.add(MessageEncoder.encode(Update.endOfRib(table.prefixes().family()), CodecContext.INITIAL));
        } else if (earlierEnds > 0) {
            earlierEnds--;
        } else if (owesEnd) {
            owesEnd = false;
            messages.add(refreshMark(RouteRefresh.END));
        }
    }

    private ByteBuffer refreshMark(int subtype) {
        AddressFamily family = AddressFamily.unicast(table.prefixes().family());
        return MessageEncoder.encode(new RouteRefresh(family, subtype), CodecContext.INITIAL);
    }

    private static void add(byte[] octets, int from, int end, List<ByteBuffer> messages) {
        if (from < end) {
            messages.add(ByteBuffer.wrap(octets, from, end - from).slice());
        }
    }
}
