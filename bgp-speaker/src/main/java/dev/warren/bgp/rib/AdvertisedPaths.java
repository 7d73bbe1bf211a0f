package dev.warren.bgp.rib;

import dev.warren.bgp.rib.Batch.Segment;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;

/**
 * Several routes of a prefix, told apart by path identifiers (RFC 7911): for each prefix a list of them, as rows of numbers. What a
 * batch says of a prefix, maybe twice, is all that there is of it; the rest is withdrawn, identifier by identifier.
 */
final class AdvertisedPaths implements AdvertisedRoutes {
    private final RibPeer peer;
    private final BatchWriter writer;
    private final IntColumn heads = new IntColumn();
    private final IntColumn next = new IntColumn();
    /** Positive; negative while a batch has yet to confirm it. */
    private final IntColumn paths = new IntColumn();

    private final FreeIds rows = new FreeIds();
    private int[] gonePrefixes = new int[16];
    private int[] gonePaths = new int[16];

    AdvertisedPaths(RibPeer peer, BatchWriter writer) {
        this.peer = peer;
        this.writer = writer;
    }

    @Override
    public boolean holds(int prefix) {
        heads.grow(prefix);
        return heads.get(prefix) != 0;
    }

    @Override
    public boolean holds(int prefix, int path) {
        return find(prefix, path) != 0;
    }

    @Override
    public int size() {
        return rows.size();
    }

    @Override
    public void take(Batch batch, List<ByteBuffer> messages) {
        for (int prefix : batch.touched()) {
            heads.grow(prefix);
            for (int row = heads.get(prefix); row != 0; row = next.get(row)) {
                paths.set(row, -Math.abs(paths.get(row)));
            }
        }
        for (Segment segment : batch.segments()) {
            for (int index = segment.firstPrefix(); index < segment.endPrefix() && segment.isFor(peer); index++) {
                hold(batch.announced()[index], batch.paths()[index]);
            }
        }
        int count = 0;
        for (int prefix : batch.touched()) {
            count = dropUnconfirmed(prefix, count);
        }
        if (count > 0) {
            int[] prefixes = Arrays.copyOf(gonePrefixes, count);
            messages.add(ByteBuffer.wrap(batch.withdrawals(prefixes, Arrays.copyOf(gonePaths, count), writer)));
        }
    }

    private int find(int prefix, int path) {
        heads.grow(prefix);
        int row = heads.get(prefix);
        while (row != 0 && Math.abs(paths.get(row)) != path) {
            row = next.get(row);
        }
        return row;
    }

    private void hold(int prefix, int path) {
        int row = find(prefix, path);
        if (row == 0) {
            row = rows.take();
            paths.grow(row);
            next.grow(row);
            next.set(row, heads.get(prefix));
            heads.set(prefix, row);
        }
        paths.set(row, path);
    }

    private int dropUnconfirmed(int prefix, int from) {
        int count = from;
        int before = 0;
        int row = heads.get(prefix);
        while (row != 0) {
            int following = next.get(row);
            if (paths.get(row) > 0) {
                before = row;
            } else {
                if (before == 0) {
                    heads.set(prefix, following);
                } else {
                    next.set(before, following);
                }
                rows.give(row);
                if (count == gonePaths.length) {
                    gonePrefixes = Arrays.copyOf(gonePrefixes, 2 * count);
                    gonePaths = Arrays.copyOf(gonePaths, 2 * count);
                }
                gonePrefixes[count] = prefix;
                gonePaths[count++] = -paths.get(row);
            }
            row = following;
        }
        return count;
    }
}
