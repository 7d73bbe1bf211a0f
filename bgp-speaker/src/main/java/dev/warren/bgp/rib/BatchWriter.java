package dev.warren.bgp.rib;

import dev.warren.bgp.rib.Batch.Segment;
import dev.warren.net.IpAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Collects prefixes of a family and makes a batch of them: grouped by source and attribute set, the attributes of each set written
 * once. What is collected is kept in arrays that all update groups of the family use in turn.
 */
final class BatchWriter {
    /** A batch ends here, however few its prefixes are. */
    private static final int ENOUGH_OCTETS = 1 << 16;

    private static final int PREFIX_ESTIMATE = 5;
    private static final int PATH_ESTIMATE = 9;
    private static final int MESSAGE_ESTIMATE = 48;
    private static final int SET_SHIFT = 16;
    private static final int SOURCE_SHIFT = 47;
    /** How many sources a key can tell apart. */
    static final int MAX_SOURCES = 1 << (Long.SIZE - SOURCE_SHIFT);

    private static final int[] NO_PATHS = {};
    private static final int INDEX_MASK = (1 << SET_SHIFT) - 1;

    private final FamilyTable table;
    private final AttributeTable attributes;
    private final Consumer<RibEvent> events;
    private final OctetWriter announcements = new OctetWriter();
    private final OctetWriter withdrawals = new OctetWriter();
    private final UpdateWriter announcer;
    private final UpdateWriter withdrawer;
    private int[] ids = new int[256];
    private long[] keys = new long[256];
    private int[] paths = new int[256];
    private int[] withdrawn = new int[256];
    private int[] touched = new int[256];
    private int touchedCount;
    private int announcedCount;
    private int withdrawnCount;
    private int estimate;
    private int lastSet;

    /** The last parameter hears of what can't be sent, each time of the first of the prefixes that share a set. */
    BatchWriter(FamilyTable table, AttributeTable attributes, Consumer<RibEvent> events) {
        this.table = table;
        this.attributes = attributes;
        this.events = events;
        this.announcer = new UpdateWriter(table.prefixes(), announcements);
        this.withdrawer = new UpdateWriter(table.prefixes(), withdrawals);
    }

    /** True if nothing more is to be added. */
    boolean isFull() {
        return estimate >= ENOUGH_OCTETS;
    }

    /** Adds a prefix as it is now. */
    void add(int prefix, ExportRules rules) {
        estimate += PREFIX_ESTIMATE;
        if (rules.paths() > 0) {
            addPaths(prefix, rules);
            return;
        }
        int path = table.best(prefix);
        if (path != 0) {
            int set = table.paths().attributes(path);
            Source source = table.source(path);
            int out = exported(prefix, set, source, rules);
            if (out != 0) {
                announce(prefix, 0, out, source);
                return;
            }
        }
        withdraw(prefix);
    }

    private void addPaths(int prefix, ExportRules rules) {
        if (touchedCount == touched.length) {
            touched = Arrays.copyOf(touched, 2 * touchedCount);
        }
        touched[touchedCount++] = prefix;
        for (int path : table.leading(prefix, rules.paths())) {
            Source source = table.source(path);
            int out = exported(prefix, table.paths().attributes(path), source, rules);
            if (out != 0) {
                announce(prefix, path, out, source);
                estimate += PATH_ESTIMATE;
            }
        }
    }

    /** A route that breaks the rules isn't sent: it is not to cost the session of each neighbour that was to get it. */
    private int exported(int prefix, int set, Source source, ExportRules rules) {
        try {
            return rules.exported(table.prefixes(), prefix, set, source);
        } catch (RuntimeException broken) {
            events.accept(new RibEvent.Unsendable(table.prefixes().prefix(prefix), broken));
            return 0;
        }
    }

    private void withdraw(int prefix) {
        if (withdrawnCount == withdrawn.length) {
            withdrawn = Arrays.copyOf(withdrawn, 2 * withdrawnCount);
        }
        withdrawn[withdrawnCount++] = prefix;
    }

    private void announce(int prefix, int path, int set, Source source) {
        if (announcedCount == ids.length) {
            ids = Arrays.copyOf(ids, 2 * announcedCount);
            paths = Arrays.copyOf(paths, 2 * announcedCount);
            keys = Arrays.copyOf(keys, 2 * announcedCount);
        }
        ids[announcedCount] = prefix;
        paths[announcedCount] = path;
        keys[announcedCount] = ((long) source.id() << SOURCE_SHIFT) | ((long) set << SET_SHIFT) | announcedCount;
        announcedCount++;
        if (set != lastSet) {
            estimate += MESSAGE_ESTIMATE + attributes.block(set).length;
            lastSet = set;
        }
    }

    /** What was added since the last call. Routes whose attributes can't be written, or leave no room for them, are withdrawn. */
    Batch finish(SourceTable sources, ExportRules rules, ExportForm form, boolean endOfDump) {
        Arrays.sort(keys, 0, announcedCount);
        announcements.clear();
        List<Segment> segments = new ArrayList<>();
        int[] announced = new int[announcedCount];
        int[] itsPaths = touchedCount > 0 ? new int[announcedCount] : NO_PATHS;
        int written = 0;
        int end;
        for (int from = 0; from < announcedCount; from = end) {
            end = endOfRun(from, announced, itsPaths, written);
            int runEnd = written + end - from;
            int set = (int) (keys[from] >>> SET_SHIFT) & Integer.MAX_VALUE;
            Source source = sources.get((int) (keys[from] >>> SOURCE_SHIFT));
            IpAddress nextHop = rules.nextHop(set, source);
            int start = announcements.length();
            OctetWriter block = write(form, set, source, nextHop, announced[written]);
            if (block != null
                    && announcer.announce(
                            announced, itsPaths, written, runEnd, block, form.field(nextHop), form.longestMessage())) {
                add(segments, new Segment(source.peer(), nextHop, start, announcements.length(), written, runEnd));
                written = runEnd;
            } else {
                events.accept(new RibEvent.AttributesTooLong(table.prefixes().prefix(announced[written])));
                for (int index = written; index < runEnd && touchedCount == 0; index++) {
                    withdraw(announced[index]);
                }
            }
        }
        int[] gone = Arrays.copyOf(withdrawn, withdrawnCount);
        byte[] octets = announcements.toArray();
        int[] about = Arrays.copyOf(touched, touchedCount);
        announced = written == announced.length ? announced : Arrays.copyOf(announced, written);
        clear();
        rules.settle();
        return new Batch(gone, withdrawals(gone, gone.length), announced, octets, segments, endOfDump, about, itsPaths);
    }

    /** The same for a set that breaks the form. */
    private @Nullable OctetWriter write(ExportForm form, int set, Source source, IpAddress nextHop, int prefix) {
        try {
            return form.write(attributes.block(set), source, nextHop, attributes.marks(set));
        } catch (RuntimeException broken) {
            events.accept(new RibEvent.Unsendable(table.prefixes().prefix(prefix), broken));
            return null;
        }
    }

    /** The end of those that share source and set; their ids are put into {@code announced}. */
    private int endOfRun(int from, int[] announced, int[] itsPaths, int written) {
        long run = keys[from] >>> SET_SHIFT;
        int end = from;
        while (end < announcedCount && keys[end] >>> SET_SHIFT == run) {
            int index = (int) keys[end] & INDEX_MASK;
            announced[written + end - from] = ids[index];
            if (touchedCount > 0) {
                itsPaths[written + end - from] = paths[index];
            }
            end++;
        }
        return end;
    }

    private static void add(List<Segment> segments, Segment next) {
        Segment last = segments.isEmpty() ? next : segments.getLast();
        if (!segments.isEmpty() && last.continues(next.source(), next.nextHop())) {
            segments.set(segments.size() - 1, last.extended(next.end(), next.endPrefix()));
        } else {
            segments.add(next);
        }
    }

    /** Forgets what was added and not finished. */
    void clear() {
        announcedCount = 0;
        withdrawnCount = 0;
        touchedCount = 0;
        estimate = 0;
        lastSet = 0;
    }

    /** UPDATEs that withdraw the first so many prefixes. */
    byte[] withdrawals(int[] prefixes, int count) {
        return withdrawals(prefixes, NO_PATHS, count);
    }

    /** The same of single paths. */
    byte[] withdrawals(int[] prefixes, int[] itsPaths, int count) {
        withdrawals.clear();
        withdrawer.withdraw(prefixes, itsPaths, 0, count);
        return withdrawals.toArray();
    }
}
