package dev.warren.wg.allowedips;

/**
 * Who owns which prefixes, in the order in which they came: a list per owner, linked through the records of both families. A
 * link is a record's number and, in the lowest bit, its family.
 */
final class OwnerLists<T> {
    static final int END = -1;

    private final PrefixRecords<T> v4;
    private final PrefixRecords<T> v6;

    OwnerLists(PrefixRecords<T> v4, PrefixRecords<T> v6) {
        this.v4 = v4;
        this.v6 = v6;
    }

    int link(PrefixRecords<T> records, int record) {
        return record << 1 | (records == v6 ? 1 : 0);
    }

    PrefixRecords<T> records(int link) {
        return (link & 1) == 0 ? v4 : v6;
    }

    int record(int link) {
        return link >>> 1;
    }

    int after(int link) {
        return records(link).next()[record(link)];
    }

    void append(PrefixOwner<T> owner, int link) {
        setPrevious(link, owner.last);
        setNext(link, END);
        if (owner.last == END) {
            owner.first = link;
        } else {
            setNext(owner.last, link);
        }
        owner.last = link;
        owner.size++;
    }

    void remove(PrefixOwner<T> owner, int link) {
        int before = records(link).previous()[record(link)];
        int after = after(link);
        if (before == END) {
            owner.first = after;
        } else {
            setNext(before, after);
        }
        if (after == END) {
            owner.last = before;
        } else {
            setPrevious(after, before);
        }
        owner.size--;
    }

    private void setNext(int link, int to) {
        records(link).next()[record(link)] = to;
    }

    private void setPrevious(int link, int to) {
        records(link).previous()[record(link)] = to;
    }
}
