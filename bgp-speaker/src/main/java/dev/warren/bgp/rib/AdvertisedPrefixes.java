package dev.warren.bgp.rib;

import dev.warren.bgp.rib.Batch.Segment;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;

/** One route of a prefix: one bit a prefix. */
final class AdvertisedPrefixes implements AdvertisedRoutes {
    private final RibPeer peer;
    private final BatchWriter writer;
    private final IdSet held = new IdSet();

    AdvertisedPrefixes(RibPeer peer, BatchWriter writer) {
        this.peer = peer;
        this.writer = writer;
    }

    @Override
    public boolean holds(int prefix) {
        return held.contains(prefix);
    }

    @Override
    public boolean holds(int prefix, int path) {
        return held.contains(prefix);
    }

    @Override
    public int size() {
        return held.size();
    }

    @Override
    public void take(Batch batch, List<ByteBuffer> messages) {
        addWithdrawals(batch, messages);
        for (Segment segment : batch.segments()) {
            if (segment.isFor(peer)) {
                hold(batch.announced(), segment.firstPrefix(), segment.endPrefix());
            }
        }
    }

    private void hold(int[] prefixes, int from, int end) {
        for (int index = from; index < end; index++) {
            held.add(prefixes[index]);
        }
    }

    /** Only what it has is withdrawn: the group's octets where that is all of them, or its own. */
    private void addWithdrawals(Batch batch, List<ByteBuffer> messages) {
        int[] gone = new int[batch.withdrawn().length];
        int count = dropHeld(batch.withdrawn(), 0, batch.withdrawn().length, gone, 0);
        boolean common = count == batch.withdrawn().length;
        int shared = common ? count : 0;
        for (Segment segment : batch.segments()) {
            if (!segment.isFor(peer)) {
                gone = Arrays.copyOf(gone, count + segment.endPrefix() - segment.firstPrefix());
                count = dropHeld(batch.announced(), segment.firstPrefix(), segment.endPrefix(), gone, count);
            }
        }
        if (shared > 0) {
            messages.add(ByteBuffer.wrap(batch.withdrawals()));
        }
        if (count > shared) {
            byte[] own = writer.withdrawals(Arrays.copyOfRange(gone, shared, count), count - shared);
            messages.add(ByteBuffer.wrap(own));
        }
    }

    private int dropHeld(int[] prefixes, int from, int end, int[] gone, int count) {
        int at = count;
        for (int index = from; index < end; index++) {
            if (held.remove(prefixes[index])) {
                gone[at++] = prefixes[index];
            }
        }
        return at;
    }
}
