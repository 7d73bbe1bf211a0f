package dev.warren.bgp.rib;

import dev.warren.net.Asn;
import dev.warren.net.IpAddress;
import dev.warren.net.RouterId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/**
 * The choice of the best path (RFC 4271 section 9.1, RFC 4456 section 9) by elimination, so that it doesn't depend on any order:
 * local routes; greatest LOCAL_PREF; shortest AS_PATH; lowest ORIGIN; lowest MED among paths of the same neighbouring AS;
 * external before internal; lowest router id, of the originator where there is one; shortest CLUSTER_LIST; lowest address. The
 * metric to the next hop is not known here and counts as equal.
 */
final class DecisionProcess {
    private DecisionProcess() {}

    /** The best path; empty if there are none. */
    static Optional<RibPath> best(List<RibPath> paths) {
        if (paths.size() <= 1) {
            return paths.stream().findFirst();
        }
        List<RibPath> left = new ArrayList<>(paths);
        keepLeast(left, path -> path.from().isEmpty() ? 0 : 1);
        keepLeast(left, path -> -localPreference(path));
        keepLeast(left, path -> path.attributes().asPath().length());
        keepLeast(left, path -> path.attributes().origin().code());
        keepLowestMeds(left);
        keepLeast(left, path -> path.isInternal() ? 1 : 0);
        keepFirst(left, DecisionProcess::identifier);
        keepLeast(left, path -> path.attributes().clusterList().size());
        keepFirst(left, DecisionProcess::address);
        return Optional.of(left.getFirst());
    }

    /** All paths, each the best of those that remain without the ones before it. */
    static List<RibPath> ranked(List<RibPath> paths) {
        List<RibPath> left = new ArrayList<>(paths);
        List<RibPath> ranked = new ArrayList<>(paths.size());
        while (!left.isEmpty()) {
            RibPath best = best(left).orElseThrow();
            ranked.add(best);
            left.remove(best);
        }
        return ranked;
    }

    private static long localPreference(RibPath path) {
        return path.attributes().localPreference().orElse(ExportRules.DEFAULT_LOCAL_PREFERENCE);
    }

    private static RouterId identifier(RibPath path) {
        RouterId announcedBy = path.from().map(RibPeer::routerId).orElse(new RouterId(-1));
        return path.attributes().originatorId().orElse(announcedBy);
    }

    private static IpAddress address(RibPath path) {
        return path.from().map(peer -> peer.settings().address()).orElse(IpAddress.ANY_V4);
    }

    /** RFC 4271 section 9.1.2.2 (c): a path goes if another of the same neighbouring AS has a lower MED. */
    private static void keepLowestMeds(List<RibPath> left) {
        List<RibPath> before = List.copyOf(left);
        left.removeIf(path -> before.stream()
                .anyMatch(other -> neighbouringAs(other).equals(neighbouringAs(path)) && med(other) < med(path)));
    }

    private static Optional<Asn> neighbouringAs(RibPath path) {
        return path.attributes().asPath().first();
    }

    private static long med(RibPath path) {
        return path.attributes().med().orElse(0);
    }

    private static void keepLeast(List<RibPath> left, ToLongFunction<RibPath> measure) {
        if (left.size() > 1) {
            long least = left.stream().mapToLong(measure).min().orElseThrow();
            left.removeIf(path -> measure.applyAsLong(path) != least);
        }
    }

    private static <T extends Comparable<T>> void keepFirst(List<RibPath> left, Function<RibPath, T> key) {
        if (left.size() > 1) {
            T first = left.stream().map(key).min(Comparator.naturalOrder()).orElseThrow();
            left.removeIf(path -> key.apply(path).compareTo(first) != 0);
        }
    }
}
