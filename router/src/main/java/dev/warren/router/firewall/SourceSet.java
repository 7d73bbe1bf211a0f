package dev.warren.router.firewall;

import dev.warren.net.IpFamily;
import dev.warren.net.Prefix;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.List;

/** The fewest prefixes that cover the same addresses: none inside another, no two halves of one. Pure. */
final class SourceSet {
    private SourceSet() {}

    /** Those of one family, sorted. */
    static List<Prefix> of(IpFamily family, Collection<Prefix> prefixes) {
        Deque<Prefix> kept = new ArrayDeque<>();
        prefixes.stream().filter(prefix -> prefix.family() == family).sorted().forEach(prefix -> add(kept, prefix));
        return List.copyOf(kept);
    }

    /** In sorted order whatever holds or neighbours a prefix is the last one kept. */
    private static void add(Deque<Prefix> kept, Prefix prefix) {
        if (!kept.isEmpty() && kept.getLast().contains(prefix)) {
            return;
        }
        Prefix next = prefix;
        while (!kept.isEmpty() && areHalves(kept.getLast(), next)) {
            Prefix lower = kept.removeLast();
            next = new Prefix(lower.address(), lower.length() - 1);
        }
        kept.addLast(next);
    }

    private static boolean areHalves(Prefix lower, Prefix upper) {
        return lower.length() == upper.length()
                && lower.length() > 0
                && Prefix.around(upper.address(), upper.length() - 1).address().equals(lower.address());
    }
}
