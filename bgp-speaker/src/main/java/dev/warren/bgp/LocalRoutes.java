package dev.warren.bgp;

import dev.warren.bgp.rib.Rib;
import dev.warren.net.Prefix;
import java.util.Collection;
import java.util.Optional;

/** Changes of local routes on their way to the RIB: the last one of each prefix only. Thread-safe. */
final class LocalRoutes {
    private static final int AT_ONCE = 2_000;

    private final Rib rib;
    private final MergedChanges<Prefix, Optional<Origination>> changes;

    LocalRoutes(Rib rib, RibLoop loop) {
        this.rib = rib;
        this.changes = MergedChanges.last(loop, AT_ONCE, this::apply);
    }

    void originate(Collection<Origination> routes) {
        changes.add(routes, Origination::prefix, Optional::of);
    }

    void withdraw(Collection<Prefix> prefixes) {
        changes.add(prefixes, prefix -> prefix, _ -> Optional.empty());
    }

    private void apply(Prefix prefix, Optional<Origination> route) {
        if (route.isPresent()) {
            rib.originate(prefix, route.get().communities(), route.get().tag());
        } else {
            rib.withdrawLocal(prefix);
        }
    }
}
