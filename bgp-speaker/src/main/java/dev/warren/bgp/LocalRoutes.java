package dev.warren.bgp;

import dev.warren.bgp.rib.Rib;
import dev.warren.net.Prefix;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Changes of local routes on their way to the RIB: the last one of each prefix only, so that a caller who is faster than the RIB
 * costs memory by prefix and not by call. Thread-safe; they are applied on the RIB thread, a bounded number at a time.
 */
final class LocalRoutes {
    private static final int CHANGES_PER_STEP = 2_000;

    private final Rib rib;
    private final RibLoop loop;
    private final LinkedHashMap<Prefix, Optional<Origination>> changes = new LinkedHashMap<>();

    LocalRoutes(Rib rib, RibLoop loop) {
        this.rib = rib;
        this.loop = loop;
    }

    void originate(Collection<Origination> routes) {
        List<Origination> copy = List.copyOf(routes);
        synchronized (changes) {
            begin(!copy.isEmpty());
            copy.forEach(route -> changes.put(route.prefix(), Optional.of(route)));
        }
    }

    void withdraw(Collection<Prefix> prefixes) {
        List<Prefix> copy = List.copyOf(prefixes);
        synchronized (changes) {
            begin(!copy.isEmpty());
            copy.forEach(prefix -> changes.put(prefix, Optional.empty()));
        }
    }

    private void begin(boolean any) {
        if (any && changes.isEmpty()) {
            loop.execute(this::apply);
        }
    }

    private void apply() {
        next().forEach((prefix, route) -> {
            if (route.isPresent()) {
                rib.originate(prefix, route.get().communities(), route.get().tag());
            } else {
                rib.withdrawLocal(prefix);
            }
        });
    }

    private Map<Prefix, Optional<Origination>> next() {
        synchronized (changes) {
            Map<Prefix, Optional<Origination>> step = new LinkedHashMap<>();
            while (step.size() < CHANGES_PER_STEP && !changes.isEmpty()) {
                var change = changes.pollFirstEntry();
                step.put(change.getKey(), change.getValue());
            }
            if (!changes.isEmpty()) {
                loop.execute(this::apply);
            }
            return step;
        }
    }
}
