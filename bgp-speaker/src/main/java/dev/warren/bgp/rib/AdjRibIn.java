package dev.warren.bgp.rib;

import dev.warren.net.IpAddress;
import dev.warren.net.IpFamily;
import dev.warren.net.Prefix;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What is known of one neighbour's announcements beside the paths in the {@link FamilyTable}: what was refused. Refused prefixes are remembered up to a limit; what is beyond is refused all the same.
 */
final class AdjRibIn {
    /** How many refused prefixes are remembered. */
    static final int MAX_REFUSED = 10_000;

    private static final Mixer MIXER = new Mixer();

    private final Map<Announced, RefusalReason> refused = new LinkedHashMap<>();
    private final Map<IpFamily, Integer> refusedCount = new EnumMap<>(IpFamily.class);
    private final Set<IpFamily> ended = EnumSet.noneOf(IpFamily.class);

    private final Set<Announced> unconfirmed = new HashSet<>();
    private final Set<IpFamily> warned = EnumSet.noneOf(IpFamily.class);
    private boolean exceeded;
    private boolean stopped;

    /** A prefix with the path identifier that it came with; 0 where it came without. */
    private record Announced(Prefix prefix, int pathId) {
        boolean isOf(IpFamily family) {
            return prefix.family() == family;
        }

        /** The neighbour chooses all of it, so it must not know which are alike. */
        @Override
        public int hashCode() {
            IpAddress address = prefix.address();
            return MIXER.hash(address.high(), address.low(), (long) pathId << 8 | prefix.length());
        }
    }

    int refused(IpFamily family) {
        return refusedCount.getOrDefault(family, 0);
    }

    boolean hasRefused() {
        return !refused.isEmpty();
    }

    /** True if this is to be told: the prefix wasn't refused before, and there is room to remember it. */
    boolean refuse(Prefix prefix, int pathId, RefusalReason reason) {
        Announced route = new Announced(prefix, pathId);
        unconfirmed.remove(route);
        stopped |= reason == RefusalReason.IMPORT_FILTER || reason == RefusalReason.IMPORT_POLICY;
        if (refused.replace(route, reason) != null || refused.size() >= MAX_REFUSED) {
            return false;
        }
        refused.put(route, reason);
        refusedCount.merge(prefix.family(), 1, Integer::sum);
        return true;
    }

    /** What stands refused and why, the oldest first. */
    Stream<Map.Entry<Prefix, RefusalReason>> refusals() {
        return refused.entrySet().stream().map(entry -> Map.entry(entry.getKey().prefix(), entry.getValue()));
    }

    /** It is accepted or withdrawn now. */
    void pardon(Prefix prefix, int pathId) {
        pardon(new Announced(prefix, pathId));
    }

    private void pardon(Announced route) {
        unconfirmed.remove(route);
        if (refused.remove(route) != null) {
            refusedCount.merge(route.prefix().family(), -1, Integer::sum);
        }
    }

    /** What stands refused of the family is so only if the neighbour announces it once more. */
    void doubt(IpFamily family) {
        refused.keySet().stream().filter(route -> route.isOf(family)).forEach(unconfirmed::add);
    }

    /** The neighbour has announced once more what it has. */
    void forgetDoubtful(IpFamily family) {
        List<Announced> gone =
                unconfirmed.stream().filter(route -> route.isOf(family)).toList();
        gone.forEach(this::pardon);
    }

    /** True if filter or policy stopped something in this session, which another policy may want. */
    boolean hasStopped() {
        return stopped;
    }

    /** True the first time that the limit is exceeded in a session. */
    boolean exceed() {
        boolean first = !exceeded;
        exceeded = true;
        return first;
    }

    /** True the first time that the family is near its limit in a session. */
    boolean warns(IpFamily family) {
        return warned.add(family);
    }

    void end(IpFamily family) {
        ended.add(family);
    }

    boolean endOfRib(IpFamily family) {
        return ended.contains(family);
    }

    void clear() {
        refused.clear();
        refusedCount.clear();
        ended.clear();
        unconfirmed.clear();
        exceeded = false;
        warned.clear();
        stopped = false;
    }
}
