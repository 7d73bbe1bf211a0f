package dev.warren.router.sync;

import dev.warren.bgp.Path;
import dev.warren.net.Prefix;
import dev.warren.net.PublicKey;
import dev.warren.router.forwarding.ForwardingEntry;
import dev.warren.router.forwarding.ForwardingRules;
import dev.warren.router.forwarding.ForwardingTable;
import dev.warren.router.metrics.RouterMeter;
import dev.warren.router.metrics.RouterMetrics;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes what BGP wants into WireGuard and the kernel: at once what changed, and from time to time everything, compared in full.
 * It is level-triggered: a pass that fails leaves a doubt, and the next pass reads what is there and repairs it.
 *
 * <p>Until the router has settled after its start, what an earlier run left and BGP has not confirmed yet is kept, as far as
 * the authority ceiling still allows it, so that a restart interrupts nothing.
 *
 * <p>All methods but {@link #drift} are called on the synchroniser's thread.
 */
public final class Synchroniser {
    /** Time between two full comparisons. */
    static final Duration RECONCILE_INTERVAL = Duration.ofSeconds(30);

    /** Time after a failed pass. */
    static final Duration RETRY_INTERVAL = Duration.ofSeconds(1);

    private static final Logger LOG = LoggerFactory.getLogger(Synchroniser.class);

    private final ForwardingRules rules;
    private final ForwardingTable table;
    private final ForwardingEdge edge;
    private final RouterMetrics metrics;

    private Installed installed = Installed.empty();
    private boolean adopted;
    private boolean settled;
    private boolean doubt = true;
    private long notBefore = Long.MIN_VALUE / 2;
    private long reconcileAt;

    /** A synchroniser that has written nothing yet; its first pass adopts what is there. */
    public Synchroniser(ForwardingRules rules, ForwardingTable table, ForwardingEdge edge, RouterMetrics metrics) {
        this.rules = rules;
        this.table = table;
        this.edge = edge;
        this.metrics = metrics;
    }

    /** From now on, what BGP does not want is removed. */
    public void settle() {
        if (!settled) {
            settled = true;
            doubt = true;
            LOG.info("event=settled");
        }
    }

    /** Asks for a full comparison in the next pass, for instance because messages of the kernel were lost. */
    public void doubt() {
        doubt = true;
    }

    /** The wanted state. */
    public ForwardingTable table() {
        return table;
    }

    /** True if a prefix has a route or should have one: what others do at its place matters. */
    public boolean mindsRoute(Prefix prefix) {
        return installed.routes().containsKey(prefix)
                || table.entry(prefix)
                        .map(ForwardingEntry::target)
                        .flatMap(edge::route)
                        .isPresent();
    }

    /** True if WireGuard and the kernel have the entry as it is wanted. */
    public boolean isInstalled(ForwardingEntry entry) {
        return ChangeSet.between(installed, table, edge::route, List.of(entry.prefix()))
                .isEmpty();
    }

    /** The number of entries that full comparisons found changed by something else. Any thread. */
    public long drift() {
        return metrics.counted(RouterMeter.DRIFT);
    }

    /**
     * Takes changed best paths and writes what follows from them; a full comparison when one is due.
     *
     * @param changes the new best path of each prefix that has changed, or none
     * @param now a monotonic time in nanoseconds
     */
    public void pass(Map<Prefix, Optional<Path>> changes, long now) {
        changes.forEach(table::update);
        if (doubt && now - notBefore < 0) {
            return;
        }
        long started = System.nanoTime();
        try {
            boolean full = doubt || now - reconcileAt >= 0;
            ChangeSet due = full ? compareAll(now) : ChangeSet.between(installed, table, edge::route, changes.keySet());
            if (!due.isEmpty()) {
                int written = due.apply(edge, installed);
                metrics.count(RouterMeter.CHANGES, written);
                metrics.time(RouterMeter.PASS_TIME, Duration.ofNanos(System.nanoTime() - started));
            }
            doubt = false;
        } catch (IOException refused) {
            metrics.count(RouterMeter.FAILURES, 1);
            doubt = true;
            notBefore = now + RETRY_INTERVAL.toNanos();
            LOG.warn("event=sync-failed retry={} reason=\"{}\"", RETRY_INTERVAL, refused.getMessage());
        }
    }

    private ChangeSet compareAll(long now) throws IOException {
        int repairs = edge.prepare();
        Installed found = edge.read();
        if (adopted) {
            report(repairs, installed.differences(found));
        }
        installed = found;
        adopted = true;
        reconcileAt = now + RECONCILE_INTERVAL.toNanos();
        ChangeSet all = ChangeSet.between(installed, table, edge::route);
        return settled ? all : all.keeping(this::mayStay);
    }

    private void report(int repairs, int drift) {
        if (repairs > 0) {
            metrics.count(RouterMeter.REPAIRS, repairs);
            LOG.warn("event=repaired things={}", repairs);
        }
        if (drift > 0) {
            metrics.count(RouterMeter.DRIFT, drift);
            LOG.warn("event=drift entries={}", drift);
        }
    }

    /** True for what an earlier run left, BGP has not spoken of, and the authority ceiling allows. */
    private boolean mayStay(Prefix prefix) {
        PublicKey owner = installed.allowedIps().get(prefix);
        return table.entry(prefix).isEmpty() && (owner == null || rules.mayOwn(owner, prefix));
    }
}
