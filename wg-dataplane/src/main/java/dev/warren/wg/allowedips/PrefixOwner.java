package dev.warren.wg.allowedips;

/**
 * An owner of prefixes in one table: a peer. What it has is the table's to say and to change.
 *
 * @param <T> what a look-up returns
 */
public final class PrefixOwner<T> {
    final T value;

    /** Its list, by links of {@link OwnerLists}. */
    int first = OwnerLists.END;

    int last = OwnerLists.END;
    int size;

    /** Its numbers in the look-up tables, 0 while it has none there. */
    int numberV4;

    int numberV6;

    /** An owner of nothing yet. */
    public PrefixOwner(T value) {
        this.value = value;
    }

    /** The number of prefixes owned. Under the table's lock. */
    public int size() {
        return size;
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    static <T> PrefixOwner<T>[] array(int length) {
        return new PrefixOwner[length];
    }
}
