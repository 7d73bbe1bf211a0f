package dev.warren.bgp.rib;

import dev.warren.net.IpFamily;
import dev.warren.net.Prefix;
import java.util.EnumSet;
import java.util.Set;

/** What is known of one neighbour's announcements beside the paths in the {@link FamilyTable}: what was refused, and what it has said of itself. */
final class AdjRibIn {
    private final Refusals refusals;
    private final Set<IpFamily> ended = EnumSet.noneOf(IpFamily.class);
    private final Set<IpFamily> warned = EnumSet.noneOf(IpFamily.class);
    private boolean warnedOfBoth;
    private boolean exceeded;
    private boolean stopped;

    AdjRibIn(AttributeTable attributes) {
        this.refusals = new Refusals(attributes);
    }

    Refusals refusals() {
        return refusals;
    }

    /**
     * True if this is to be told: the route wasn't refused before, and there is room to remember it.
     *
     * @param set what it came with; 0 if that isn't valid
     */
    boolean refuse(Prefix prefix, int pathId, RefusalReason reason, int set) {
        stopped |= reason == RefusalReason.IMPORT_FILTER || reason == RefusalReason.IMPORT_POLICY;
        return refusals.add(prefix, pathId, reason, set);
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

    /** True the first time that both families together are near their limit in a session. */
    boolean warnsOfBoth() {
        boolean first = !warnedOfBoth;
        warnedOfBoth = true;
        return first;
    }

    void end(IpFamily family) {
        ended.add(family);
    }

    boolean endOfRib(IpFamily family) {
        return ended.contains(family);
    }

    void clear() {
        refusals.clear();
        ended.clear();
        exceeded = false;
        warned.clear();
        warnedOfBoth = false;
        stopped = false;
    }
}
