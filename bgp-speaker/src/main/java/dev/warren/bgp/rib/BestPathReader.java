package dev.warren.bgp.rib;

import dev.warren.net.IpFamily;
import dev.warren.net.Prefix;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Follows the best paths of both families, and where several are used at once, all of these: first those that are there, then what changes. How often a path changed between two
 * looks doesn't matter, so a slow reader costs no memory. On the thread that owns the RIB.
 */
public final class BestPathReader {
    /** Hears of the paths of a prefix in use. */
    public interface Listener {
        /**
         * The best path is another one, or others are used beside it.
         *
         * @param path the best path; empty if there is none any more
         * @param beside the paths that are used with it, none if only it is
         */
        void best(Prefix prefix, Optional<RibPath> path, List<RibPath> beside);
    }

    private final PathViews views;
    private final Map<IpFamily, Feed> feeds = new EnumMap<>(IpFamily.class);

    /** How far it is in one family. */
    private record Feed(FamilyTable table, int cursor, Sweep sweep, IdSet told) {
        boolean hasMore() {
            return sweep.isActive() || !table.usedJournal().isAtEnd(cursor);
        }
    }

    BestPathReader(PathViews views, Iterable<FamilyTable> tables) {
        this.views = views;
        for (FamilyTable table : tables) {
            Feed feed = new Feed(table, table.usedJournal().cursorAtEnd(), new Sweep(), new IdSet());
            feed.sweep().begin(table.prefixes().limit());
            feeds.put(table.prefixes().family(), feed);
        }
    }

    /** Tells of at most so many prefixes of each family; true if there is more. */
    public boolean read(int limit, Listener listener) {
        boolean more = false;
        for (Feed feed : feeds.values()) {
            int left = limit - followJournal(feed, feed.sweep().isActive() ? (limit + 1) / 2 : limit, listener);
            for (; left > 0 && feed.sweep().isActive(); left--) {
                int prefix = feed.sweep().next();
                if (prefix != 0 && feed.table().head(prefix) != 0) {
                    tell(feed, prefix, listener);
                }
            }
            more |= feed.hasMore();
        }
        return more;
    }

    /** Ends it: nothing waits for it any more. */
    public void close() {
        feeds.values().forEach(feed -> feed.table().usedJournal().close(feed.cursor()));
        feeds.clear();
    }

    private int followJournal(Feed feed, int limit, Listener listener) {
        Journal journal = feed.table().usedJournal();
        int count = 0;
        for (; count < limit; count++) {
            int prefix = journal.prefixAfter(feed.cursor());
            if (prefix == 0) {
                break;
            }
            if (feed.table().isSettled(prefix)) {
                journal.move(feed.cursor(), prefix);
                tell(feed, prefix, listener);
            }
        }
        return count;
    }

    private void tell(Feed feed, int prefix, Listener listener) {
        int path = feed.table().best(prefix);
        boolean known = path == 0 ? feed.told().remove(prefix) : !feed.told().add(prefix);
        if (path != 0) {
            listener.best(
                    feed.table().prefixes().prefix(prefix),
                    Optional.of(views.view(feed.table(), path)),
                    beside(feed, prefix));
        } else if (known) {
            listener.best(feed.table().prefixes().prefix(prefix), Optional.empty(), List.of());
        }
    }

    private List<RibPath> beside(Feed feed, int prefix) {
        int[] rows = feed.table().usedBeside(prefix);
        if (rows.length == 0) {
            return List.of();
        }
        return Arrays.stream(rows)
                .mapToObj(row -> views.view(feed.table(), row))
                .toList();
    }
}
