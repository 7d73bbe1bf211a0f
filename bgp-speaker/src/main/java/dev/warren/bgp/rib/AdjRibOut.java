package dev.warren.bgp.rib;

import dev.warren.bgp.wire.PathAttributes;
import dev.warren.net.IpFamily;
import dev.warren.net.Prefix;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * What a neighbour has from us, and which prefixes have to be looked at again. Level-triggered: at the moment of sending, what
 * should be is compared with what was last advertised; how often a prefix changed in between doesn't matter. A dump is a walk
 * over the Loc-RIB that stops when enough is pending and goes on at the next pull.
 */
final class AdjRibOut {
    private final Set<IpFamily> families;
    private final Map<Prefix, PathAttributes> advertised = new HashMap<>();
    private final Map<IpFamily, Integer> advertisedCount = new EnumMap<>(IpFamily.class);
    /** Prefixes to look at; true to send even what is advertised already. */
    private final LinkedHashMap<Prefix, Boolean> pending = new LinkedHashMap<>();

    private final Map<IpFamily, Dump> dumps = new EnumMap<>(IpFamily.class);

    private final Set<IpFamily> owed;

    /**
     * A walk over the table of one family. Once {@code walked}, it is done when {@code left} more prefixes are sent: those that
     * come later are changes, not part of it.
     */
    private record Dump(Optional<Prefix> cursor, boolean force, boolean walked, int left) {
        static Dump begin(boolean force) {
            return new Dump(Optional.empty(), force, false, 0);
        }
    }

    AdjRibOut(Set<IpFamily> families) {
        this.families = families;
        this.owed = families.isEmpty() ? EnumSet.noneOf(IpFamily.class) : EnumSet.copyOf(families);
        families.forEach(family -> dumps.put(family, Dump.begin(false)));
    }

    int advertised(IpFamily family) {
        return advertisedCount.getOrDefault(family, 0);
    }

    Optional<PathAttributes> advertised(Prefix prefix) {
        return Optional.ofNullable(advertised.get(prefix));
    }

    boolean exchanges(IpFamily family) {
        return families.contains(family);
    }

    boolean hasOutput() {
        return !pending.isEmpty() || !dumps.isEmpty();
    }

    void touch(Prefix prefix) {
        if (families.contains(prefix.family())) {
            pending.putIfAbsent(prefix, false);
        }
    }

    /** Sends all of a family again (RFC 2918 section 4). End-of-RIB ends the first dump only (RFC 4724 section 2). */
    void refresh(IpFamily family) {
        if (families.contains(family)) {
            dumps.put(family, Dump.begin(true));
        }
    }

    /** At most {@code limit} prefixes; {@code wanted} says what the neighbour should have of a prefix. */
    OutgoingRoutes pull(int limit, LocRib locRib, Function<Prefix, Optional<PathAttributes>> wanted) {
        walk(limit, locRib);
        Map<IpFamily, List<Prefix>> withdrawn = new EnumMap<>(IpFamily.class);
        Map<IpFamily, Map<PathAttributes, List<Prefix>>> announced = new EnumMap<>(IpFamily.class);
        Iterator<Map.Entry<Prefix, Boolean>> entries = pending.entrySet().iterator();
        int count = 0;
        for (; count < limit && entries.hasNext(); count++) {
            Map.Entry<Prefix, Boolean> entry = entries.next();
            Prefix prefix = entry.getKey();
            boolean force = entry.getValue();
            entries.remove();
            IpFamily family = prefix.family();
            Optional<PathAttributes> target = wanted.apply(prefix);
            if (target.isEmpty()) {
                if (advertised.remove(prefix) != null) {
                    advertisedCount.merge(family, -1, Integer::sum);
                    withdrawn.computeIfAbsent(family, _ -> new ArrayList<>()).add(prefix);
                }
                continue;
            }
            PathAttributes before = advertised.put(prefix, target.get());
            if (before == null) {
                advertisedCount.merge(family, 1, Integer::sum);
            }
            if (force || !target.get().equals(before)) {
                announced
                        .computeIfAbsent(family, _ -> new IdentityHashMap<>())
                        .computeIfAbsent(target.get(), _ -> new ArrayList<>())
                        .add(prefix);
            }
        }
        return new OutgoingRoutes(withdrawn, announced, finishedDumps(count));
    }

    /** However many changes are pending, a walk gets its share of each pull. */
    private void walk(int limit, LocRib locRib) {
        int room = Math.max(limit - pending.size(), (limit + 1) / 2);
        for (Map.Entry<IpFamily, Dump> entry : dumps.entrySet()) {
            Dump dump = entry.getValue();
            while (!dump.walked() && room > 0) {
                Optional<Prefix> next = locRib.after(dump.cursor(), entry.getKey());
                if (next.isPresent()) {
                    pending.merge(next.get(), dump.force(), Boolean::logicalOr);
                    dump = new Dump(next, dump.force(), false, 0);
                    room--;
                } else {
                    dump = new Dump(next, dump.force(), true, pending.size());
                }
            }
            entry.setValue(dump);
        }
    }

    /** The families whose End-of-RIB is due now that so many more prefixes are sent. */
    private Set<IpFamily> finishedDumps(int sent) {
        Set<IpFamily> finished = EnumSet.noneOf(IpFamily.class);
        dumps.replaceAll((_, dump) ->
                new Dump(dump.cursor(), dump.force(), dump.walked(), dump.walked() ? dump.left() - sent : 0));
        dumps.entrySet().removeIf(entry -> {
            boolean done = entry.getValue().walked() && entry.getValue().left() <= 0;
            if (done && owed.remove(entry.getKey())) {
                finished.add(entry.getKey());
            }
            return done;
        });
        return finished;
    }
}
