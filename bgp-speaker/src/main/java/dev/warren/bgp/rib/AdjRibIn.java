package dev.warren.bgp.rib;

import dev.warren.net.IpFamily;
import dev.warren.net.Prefix;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What is known of one neighbour's announcements beside the paths in the {@link PathTable}: which prefixes are there, and which
 * were refused. Refused prefixes are remembered up to a limit; what is beyond is refused all the same.
 */
final class AdjRibIn {
    /** How many refused prefixes are remembered. */
    static final int MAX_REFUSED = 10_000;

    private Set<Prefix> accepted = new HashSet<>();
    private final Map<IpFamily, Integer> acceptedCount = new EnumMap<>(IpFamily.class);
    private final Map<Prefix, RefusalReason> refused = new LinkedHashMap<>();
    private final Map<IpFamily, Integer> refusedCount = new EnumMap<>(IpFamily.class);
    private final Set<IpFamily> ended = EnumSet.noneOf(IpFamily.class);

    private boolean exceeded;

    int accepted(IpFamily family) {
        return acceptedCount.getOrDefault(family, 0);
    }

    int refused(IpFamily family) {
        return refusedCount.getOrDefault(family, 0);
    }

    int size() {
        return accepted.size();
    }

    boolean holds(Prefix prefix) {
        return accepted.contains(prefix);
    }

    void accept(Prefix prefix) {
        if (accepted.add(prefix)) {
            acceptedCount.merge(prefix.family(), 1, Integer::sum);
        }
        pardon(prefix);
    }

    /** True if the prefix was accepted. */
    boolean forget(Prefix prefix) {
        pardon(prefix);
        if (accepted.remove(prefix)) {
            acceptedCount.merge(prefix.family(), -1, Integer::sum);
            return true;
        }
        return false;
    }

    /** True if this is to be told: the prefix wasn't refused before, and there is room to remember it. */
    boolean refuse(Prefix prefix, RefusalReason reason) {
        if (refused.replace(prefix, reason) != null || refused.size() >= MAX_REFUSED) {
            return false;
        }
        refused.put(prefix, reason);
        refusedCount.merge(prefix.family(), 1, Integer::sum);
        return true;
    }

    /** What stands refused and why, the oldest first. */
    Stream<Map.Entry<Prefix, RefusalReason>> refusals() {
        return refused.entrySet().stream();
    }

    private void pardon(Prefix prefix) {
        if (refused.remove(prefix) != null) {
            refusedCount.merge(prefix.family(), -1, Integer::sum);
        }
    }

    /** True the first time that the limit is exceeded in a session. */
    boolean exceed() {
        boolean first = !exceeded;
        exceeded = true;
        return first;
    }

    void end(IpFamily family) {
        ended.add(family);
    }

    boolean endOfRib(IpFamily family) {
        return ended.contains(family);
    }

    /** Empties it; answers what had been accepted. */
    Set<Prefix> clear() {
        Set<Prefix> gone = accepted;
        accepted = new HashSet<>();
        acceptedCount.clear();
        refused.clear();
        refusedCount.clear();
        ended.clear();
        exceeded = false;
        return gone;
    }
}
