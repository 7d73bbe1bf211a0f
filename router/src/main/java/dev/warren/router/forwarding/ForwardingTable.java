package dev.warren.router.forwarding;

import dev.warren.bgp.Path;
import dev.warren.net.Prefix;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What the router wants: an entry for each prefix that is forwarded, a refusal for each best path that is not. It follows the
 * Loc-RIB's best paths. Owned by one thread.
 */
public final class ForwardingTable {
    private final ForwardingRules rules;
    private final Map<Prefix, ForwardingEntry> fixed;
    private final TreeMap<Prefix, ForwardingEntry> entries;
    private final TreeMap<Prefix, Refusal> refusals = new TreeMap<>();

    /** A table that holds the fixed entries only. */
    public ForwardingTable(ForwardingRules rules) {
        this.rules = rules;
        this.fixed = rules.fixedEntries();
        this.entries = new TreeMap<>(fixed);
    }

    /** Takes the best path of a prefix, or that there is none any more. A fixed entry outranks every path. */
    public void update(Prefix prefix, Optional<Path> best) {
        refusals.remove(prefix);
        ForwardingEntry standing = fixed.get(prefix);
        if (standing != null) {
            entries.put(prefix, standing);
            return;
        }
        entries.remove(prefix);
        if (best.isPresent()) {
            switch (rules.decide(best.get())) {
                case Verdict.Forward(ForwardingEntry entry) -> entries.put(prefix, entry);
                case Refusal refusal -> refusals.put(prefix, refusal);
            }
        }
    }

    /** The entry of exactly this prefix. */
    public Optional<ForwardingEntry> entry(Prefix prefix) {
        return Optional.ofNullable(entries.get(prefix));
    }

    /** All entries in the order of their prefixes; a live view. */
    public Collection<ForwardingEntry> entries() {
        return entries.values();
    }

    /** All refusals in the order of their prefixes; a live view. */
    public Collection<Refusal> refusals() {
        return refusals.values();
    }
}
