package dev.warren.bgp.rib;

import dev.warren.net.IpFamily;
import dev.warren.net.Prefix;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a neighbour announced and we refused, remembered with the attributes it came with, so that it can be explained. Bounded in
 * three ways: in number, in paths of one prefix, and in octets of attributes; what is beyond the first two is refused all the same
 * and counted, what is beyond the third is remembered without its attributes.
 */
final class Refusals {
    /** How many are remembered. */
    static final int MAX = 10_000;

    /** How many of one prefix. */
    static final int MAX_OF_PREFIX = Intake.MAX_PATHS;

    /** How many octets of attributes, counted once for each that came with them. */
    static final int MAX_OCTETS = 1 << 20;

    private final AttributeTable attributes;
    /** The last one of each prefix, with the others behind it. */
    private final Map<Prefix, Refusal> byPrefix = new LinkedHashMap<>();

    private int sizeV4;
    private int sizeV6;
    private int octets;
    private long unremembered;

    /** One of them. */
    static final class Refusal {
        private final int pathId;
        private @Nullable Refusal next;
        private RefusalReason reason;
        private boolean doubtful;
        private int set;

        private Refusal(int pathId, RefusalReason reason) {
            this.pathId = pathId;
            this.reason = reason;
        }

        /** The path identifier, unsigned; 0 where it came without. */
        long pathId() {
            return Integer.toUnsignedLong(pathId);
        }

        RefusalReason reason() {
            return reason;
        }

        /** The set that it came with; 0 if there was none that is valid, or no room for it. */
        int set() {
            return set;
        }
    }

    Refusals(AttributeTable attributes) {
        this.attributes = attributes;
    }

    int size(IpFamily family) {
        return family == IpFamily.V4 ? sizeV4 : sizeV6;
    }

    boolean isEmpty() {
        return byPrefix.isEmpty();
    }

    /** How often there was no room to remember one. */
    long unremembered() {
        return unremembered;
    }

    /** Those of a prefix. */
    List<Refusal> of(Prefix prefix) {
        List<Refusal> all = new ArrayList<>();
        for (Refusal at = byPrefix.get(prefix); at != null; at = at.next) {
            all.add(at);
        }
        return all;
    }

    /** All of them, the prefixes that were refused first before the others. */
    Stream<RefusedRoute> all() {
        return byPrefix.keySet().stream()
                .flatMap(prefix -> of(prefix).stream()
                        .map(refusal -> new RefusedRoute(prefix, refusal.pathId(), refusal.reason())));
    }

    /** True if it is a new one that is remembered. */
    boolean add(Prefix prefix, int pathId, RefusalReason reason, int set) {
        Refusal first = byPrefix.get(prefix);
        int count = 0;
        for (Refusal at = first; at != null; at = at.next) {
            if (at.pathId == pathId) {
                at.reason = reason;
                at.doubtful = false;
                letGo(at);
                hold(at, set);
                return false;
            }
            count++;
        }
        if (sizeV4 + sizeV6 >= MAX || count >= MAX_OF_PREFIX) {
            unremembered++;
            return false;
        }
        Refusal added = new Refusal(pathId, reason);
        added.next = first;
        hold(added, set);
        byPrefix.put(prefix, added);
        count(prefix, 1);
        return true;
    }

    private void hold(Refusal refusal, int set) {
        int length = set == 0 ? 0 : attributes.block(set).length;
        if (set != 0 && octets + length <= MAX_OCTETS) {
            attributes.retain(set);
            refusal.set = set;
            octets += length;
        }
    }

    private void letGo(Refusal refusal) {
        if (refusal.set != 0) {
            octets -= attributes.block(refusal.set).length;
            attributes.release(refusal.set);
            refusal.set = 0;
        }
    }

    private void count(Prefix prefix, int change) {
        if (prefix.family() == IpFamily.V4) {
            sizeV4 += change;
        } else {
            sizeV6 += change;
        }
    }

    /** It is accepted or withdrawn now. */
    void remove(Prefix prefix, int pathId) {
        Refusal before = null;
        Refusal at = byPrefix.get(prefix);
        while (at != null && at.pathId != pathId) {
            before = at;
            at = at.next;
        }
        if (at == null) {
            return;
        }
        letGo(at);
        count(prefix, -1);
        if (before != null) {
            before.next = at.next;
        } else if (at.next != null) {
            byPrefix.put(prefix, at.next);
        } else {
            byPrefix.remove(prefix);
        }
    }

    /** Those of the family stand only if the neighbour announces them once more. */
    void doubt(IpFamily family) {
        byPrefix.forEach((prefix, first) -> {
            for (Refusal at = first; at != null && prefix.family() == family; at = at.next) {
                at.doubtful = true;
            }
        });
    }

    /** The neighbour has announced once more what it has. */
    void forgetDoubtful(IpFamily family) {
        Iterator<Map.Entry<Prefix, Refusal>> prefixes = byPrefix.entrySet().iterator();
        while (prefixes.hasNext()) {
            Map.Entry<Prefix, Refusal> of = prefixes.next();
            if (of.getKey().family() == family) {
                Refusal left = confirmed(of.getKey(), of.getValue());
                if (left == null) {
                    prefixes.remove();
                } else {
                    of.setValue(left);
                }
            }
        }
    }

    /** What is left of a prefix without those in doubt. */
    private @Nullable Refusal confirmed(Prefix prefix, Refusal first) {
        Refusal left = null;
        Refusal next;
        for (Refusal at = first; at != null; at = next) {
            next = at.next;
            if (at.doubtful) {
                letGo(at);
                count(prefix, -1);
            } else {
                at.next = left;
                left = at;
            }
        }
        return left;
    }

    void clear() {
        byPrefix.values().forEach(first -> {
            for (Refusal at = first; at != null; at = at.next) {
                letGo(at);
            }
        });
        byPrefix.clear();
        sizeV4 = 0;
        sizeV6 = 0;
        unremembered = 0;
    }
}
