package dev.warren.bgp.rib;

import dev.warren.bgp.wire.PathAttributes;
import dev.warren.net.IpFamily;
import dev.warren.net.Prefix;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
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

    private record Dump(Optional<Prefix> cursor, boolean walked, boolean force) {}

    AdjRibOut(Set<IpFamily> families) {
        this.families = families;
        families.forEach(family -> dumps.put(family, new Dump(Optional.empty(), false, false)));
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

    /** Sends all of a family again (RFC 2918 section 4). */
    void refresh(IpFamily family) {
        if (families.contains(family)) {
            dumps.put(family, new Dump(Optional.empty(), false, true));
        }
    }

    /** At most {@code limit} prefixes; {@code wanted} says what the neighbour should have of a prefix. */
    OutgoingRoutes pull(int limit, LocRib locRib, Function<Prefix, Optional<PathAttributes>> wanted) {
        walk(limit, locRib);
        Map<IpFamily, List<Prefix>> withdrawn = new EnumMap<>(IpFamily.class);
        Map<IpFamily, Map<PathAttributes, List<Prefix>>> announced = new EnumMap<>(IpFamily.class);
        Iterator<Map.Entry<Prefix, Boolean>> entries = pending.entrySet().iterator();
        for (int count = 0; count < limit && entries.hasNext(); count++) {
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
                        .computeIfAbsent(family, _ -> new LinkedHashMap<>())
                        .computeIfAbsent(target.get(), _ -> new ArrayList<>())
                        .add(prefix);
            }
        }
        return new OutgoingRoutes(withdrawn, announced, finishedDumps());
    }

    private void walk(int limit, LocRib locRib) {
        for (Map.Entry<IpFamily, Dump> entry : dumps.entrySet()) {
            Dump dump = entry.getValue();
            while (!dump.walked() && pending.size() < limit) {
                Optional<Prefix> next = locRib.after(dump.cursor(), entry.getKey());
                if (next.isPresent()) {
                    pending.merge(next.get(), dump.force(), Boolean::logicalOr);
                }
                dump = new Dump(next, next.isEmpty(), dump.force());
            }
            entry.setValue(dump);
        }
    }

    private Set<IpFamily> finishedDumps() {
        Set<IpFamily> finished = EnumSet.noneOf(IpFamily.class);
        if (pending.isEmpty()) {
            dumps.forEach((family, dump) -> {
                if (dump.walked()) {
                    finished.add(family);
                }
            });
            finished.forEach(dumps::remove);
        }
        return finished;
    }
}
