package dev.warren.router.firewall;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The nftables table of one overlay, in the network namespace of the calling thread. Methods may be called from any thread;
 * calls are serialised inside.
 */
public final class Firewall implements AutoCloseable {
    private final String table;
    private final ReentrantLock lock = new ReentrantLock();
    private Optional<TableListing> written = Optional.empty();

    private Firewall(String table) {
        this.table = table;
    }

    /**
     * Loads libnftables; touches no rule.
     *
     * @param table the name of our table in the family inet, such as {@code warren}: letters, digits and _
     * @throws FirewallException if the library is missing; the message names the package
     * @throws IllegalArgumentException if the name is no table's
     */
    public static Firewall open(String table) throws FirewallException {
        FirewallRules.requireTableName(table);
        Nftables.load();
        return new Firewall(table);
    }

    /**
     * Puts the whole table in place of what it was, in one transaction: no packet sees a half of it. The counters go on from
     * where they were; what is dropped between reading them and the transaction isn't counted.
     *
     * @throws FirewallException if nftables refuses; then the table is as before
     */
    public void replace(FirewallRules rules) throws FirewallException {
        lock.lock();
        try {
            Map<DropReason, DropCount> counts = read().orElse(Map.of());
            written = Optional.empty();
            Nftables.run(rules.render(table, counts)).orThrow("replace table inet " + table);
            written = list();
        } finally {
            lock.unlock();
        }
    }

    /**
     * True if the table is what this object's last {@link #replace} left, but for what its counters have counted: nobody has
     * added, changed or removed a rule, a chain, a set or an element.
     *
     * @throws FirewallException if nftables refuses
     */
    public boolean isAsWritten() throws FirewallException {
        lock.lock();
        try {
            return written.isPresent() && written.equals(list());
        } finally {
            lock.unlock();
        }
    }

    private Optional<TableListing> list() throws FirewallException {
        Nftables.Result result = Nftables.run("list table inet " + table);
        return result.isAbsence()
                ? Optional.empty()
                : Optional.of(TableListing.decode(result.orThrow("list table inet " + table)));
    }

    /**
     * The drops of every reason since the table was first made; empty where the table isn't there.
     *
     * @throws FirewallException if nftables refuses
     */
    public Optional<Map<DropReason, DropCount>> read() throws FirewallException {
        lock.lock();
        try {
            Nftables.Result result = Nftables.run("list counters table inet " + table);
            return result.isAbsence()
                    ? Optional.empty()
                    : Optional.of(CounterReply.decode(result.orThrow("read the counters of inet " + table), table));
        } finally {
            lock.unlock();
        }
    }

    /**
     * Removes the table; no error where it isn't there.
     *
     * @throws FirewallException if nftables refuses
     */
    public void remove() throws FirewallException {
        lock.lock();
        try {
            Nftables.run("table inet " + table + "\ndelete table inet " + table).orThrow("remove table inet " + table);
        } finally {
            lock.unlock();
        }
    }

    /** Releases nothing, for each call has a context of its own; the table stays. */
    @Override
    public void close() {}
}
