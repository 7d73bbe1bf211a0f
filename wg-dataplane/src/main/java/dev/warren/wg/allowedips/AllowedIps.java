package dev.warren.wg.allowedips;

import dev.warren.net.IpFamily;
import dev.warren.net.Prefix;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The table: longest-prefix match over prefixes, each with one owner. Giving an owned prefix to another owner moves it in one
 * step: every look-up finds the old owner or the new one.
 *
 * <p>Changes are one thread's at a time. Look-ups may run meanwhile from any thread: they take a bounded number of steps,
 * wait for nobody, allocate nothing, and give what was right at some time between their beginning and end, also while one
 * prefix takes the place of another.
 *
 * @param <T> what a look-up returns
 */
public final class AllowedIps<T> {
    private final PrefixRecords<T> recordsV4 = new PrefixRecords<>(false);
    private final PrefixRecords<T> recordsV6 = new PrefixRecords<>(true);
    private final OwnerLists<T> lists = new OwnerLists<>(recordsV4, recordsV6);
    private final PrefixTable<T> tableV4;
    private final PrefixTable<T> tableV6;

    /** An empty table. */
    public AllowedIps() {
        this(RootSize.DEFAULT);
    }

    AllowedIps(RootSize rootSize) {
        tableV4 = new PrefixTable<>(recordsV4, new OwnerNumbers<>(IpFamily.V4), rootSize);
        tableV6 = new PrefixTable<>(recordsV6, new OwnerNumbers<>(IpFamily.V6), rootSize);
    }

    /** The owner of the longest prefix that holds the IPv4 address of these 32 bits, or null. */
    public @Nullable T lookupV4(int address) {
        return tableV4.readers().lookup((long) address << 32, 0);
    }

    /** The owner of the longest prefix that holds the IPv6 address of these two words, or null. */
    public @Nullable T lookupV6(long high, long low) {
        return tableV6.readers().lookup(high, low);
    }

    /** Gives a prefix to an owner; returns whom it was taken from, null if nobody else had it. */
    public @Nullable T put(Prefix prefix, PrefixOwner<T> owner) {
        PrefixTable<T> table = table(prefix);
        PrefixRecords<T> records = table.records();
        Key key = Key.of(prefix);
        int record = records.find(key);
        PrefixOwner<T> before = record == PrefixRecords.NONE ? null : records.owner(record);
        if (before == owner) {
            return null;
        }
        table.prepare(owner);
        if (before == null) {
            record = records.add(key, owner);
        } else {
            lists.remove(before, lists.link(records, record));
            records.setOwner(record, owner);
        }
        lists.append(owner, lists.link(records, record));
        table.put(record, before);
        return before == null ? null : before.value;
    }

    /** Takes a prefix from its owner if that is this one; returns whether it was. */
    public boolean remove(Prefix prefix, PrefixOwner<T> owner) {
        PrefixTable<T> table = table(prefix);
        int record = table.records().find(Key.of(prefix));
        if (record == PrefixRecords.NONE || table.records().owner(record) != owner) {
            return false;
        }
        table.prepare(null);
        lists.remove(owner, lists.link(table.records(), record));
        table.remove(record);
        return true;
    }

    /** Takes everything from an owner. */
    public void removeAll(PrefixOwner<T> owner) {
        while (owner.first != OwnerLists.END) {
            int link = owner.first;
            PrefixTable<T> table = lists.records(link) == recordsV4 ? tableV4 : tableV6;
            table.prepare(null);
            lists.remove(owner, link);
            table.remove(lists.record(link));
        }
    }

    /** What an owner has, in the order in which it came. */
    public List<Prefix> prefixes(PrefixOwner<T> owner) {
        List<Prefix> all = new ArrayList<>(owner.size);
        for (int link = owner.first; link != OwnerLists.END; link = lists.after(link)) {
            PrefixRecords<T> records = lists.records(link);
            all.add(records.key(lists.record(link)).prefix(records == recordsV4 ? IpFamily.V4 : IpFamily.V6));
        }
        return all;
    }

    /** The number of prefixes. */
    public int size() {
        return recordsV4.count() + recordsV6.count();
    }

    private PrefixTable<T> table(Prefix prefix) {
        return prefix.family() == IpFamily.V4 ? tableV4 : tableV6;
    }
}
