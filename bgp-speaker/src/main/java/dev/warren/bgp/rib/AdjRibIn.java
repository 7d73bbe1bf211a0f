package dev.warren.bgp.rib;

import dev.warren.net.IpFamily;
import dev.warren.net.Prefix;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What is known of one neighbour's announcements beside the paths in the {@link FamilyTable}: how many there are, and what was
 * refused. Refused prefixes are remembered up to a limit; what is beyond is refused all the same.
 */
final class AdjRibIn {
    /** How many refused prefixes are remembered. */
    static final int MAX_REFUSED = 10_000;

    private int acceptedV4;
    private int acceptedV6;
    private final Map<Prefix, RefusalReason> refused = new LinkedHashMap<>();
    private final Map<IpFamily, Integer> refusedCount = new EnumMap<>(IpFamily.class);
    private final Set<IpFamily> ended = EnumSet.noneOf(IpFamily.class);

    private boolean exceeded;

    int accepted(IpFamily family) {
        return family == IpFamily.V4 ? acceptedV4 : acceptedV6;
    }

    int refused(IpFamily family) {
        return refusedCount.getOrDefault(family, 0);
    }

    int size() {
        return acceptedV4 + acceptedV6;
    }

    /** One more accepted prefix, or one less. */
    void count(IpFamily family, int change) {
        if (family == IpFamily.V4) {
            acceptedV4 += change;
        } else {
            acceptedV6 += change;
        }
    }

    boolean hasRefused() {
        return !refused.isEmpty();
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

    /** It is accepted or withdrawn now. */
    void pardon(Prefix prefix) {
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

    void clear() {
        acceptedV4 = 0;
        acceptedV6 = 0;
        refused.clear();
        refusedCount.clear();
        ended.clear();
        exceeded = false;
    }
}
