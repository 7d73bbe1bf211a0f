package dev.warren.bgp.rib;

import dev.warren.net.IpAddress;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The prefixes whose best path, or all paths that go out, do so in the same form under old and new rules, so that a policy change costs only what it
 * changes. True of neighbours that have seen all under the old rules; what they have yet to see stands in the journal and is not
 * asked about here.
 */
final class UnchangedRoutes {
    /** Of a set that is too long to go out. */
    private static final byte[] NOTHING = {};

    private final FamilyTable table;
    private final AttributeTable attributes;
    private final ExportRules before;
    private final ExportForm formBefore;
    private final ExportRules now;
    private final ExportForm formNow;
    private int lastOld;
    private int lastNew;
    private @Nullable Source lastSource;
    private boolean lastAlike;

    UnchangedRoutes(
            FamilyTable table,
            AttributeTable attributes,
            ExportRules before,
            ExportForm formBefore,
            ExportRules now,
            ExportForm formNow) {
        this.table = table;
        this.attributes = attributes;
        this.before = before.retain();
        this.formBefore = formBefore;
        this.now = now;
        this.formNow = formNow;
    }

    /** The same for somebody else. */
    UnchangedRoutes again() {
        return new UnchangedRoutes(table, attributes, before, formBefore, now, formNow);
    }

    boolean isFrom(ExportRules rules) {
        return before == rules;
    }

    /** True if there is nothing to tell of a prefix. */
    boolean contains(int prefix) {
        if (now.paths() == 0) {
            int path = table.best(prefix);
            return path == 0 || contains(prefix, path);
        }
        for (int path : table.leading(prefix, now.paths())) {
            if (!contains(prefix, path)) {
                return false;
            }
        }
        return true;
    }

    private boolean contains(int prefix, int path) {
        int set = table.paths().attributes(path);
        Source source = table.source(path);
        int old = before.exported(table.prefixes(), prefix, set, source);
        int next = now.exported(table.prefixes(), prefix, set, source);
        boolean same = old == next && (old == 0 || formBefore.isLike(formNow));
        boolean alike = same || (old != 0 && next != 0 && areAlike(old, next, source));
        before.settle();
        return alike;
    }

    private boolean areAlike(int old, int next, Source source) {
        if (old != lastOld || next != lastNew || source != lastSource) {
            // Held, so that their ids go on to mean the same.
            attributes.retain(old);
            attributes.retain(next);
            releaseLast();
            lastOld = old;
            lastNew = next;
            lastSource = source;
            IpAddress hop = now.nextHop(next, source);
            lastAlike = before.nextHop(old, source).equals(hop)
                    && Arrays.equals(octets(formBefore, old, source, hop), octets(formNow, next, source, hop));
        }
        return lastAlike;
    }

    private byte[] octets(ExportForm form, int set, Source source, IpAddress hop) {
        OctetWriter written = form.write(attributes.block(set), source, hop, attributes.marks(set));
        return written == null ? NOTHING : written.toArray();
    }

    private void releaseLast() {
        if (lastOld != 0) {
            attributes.release(lastOld);
            attributes.release(lastNew);
        }
        lastOld = 0;
    }

    /** Nobody asks any more. */
    void close() {
        releaseLast();
        before.release();
    }
}
