package dev.warren.labs.tworegions;

import dev.warren.labs.check.CheckFailure;
import dev.warren.net.Prefix;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Comparisons of what is with what should be, with messages that name the difference. */
final class Sets {
    private static final int NAMED = 6;

    private Sets() {}

    static void requireAll(String where, SortedSet<Prefix> expected, SortedSet<Prefix> seen) throws CheckFailure {
        SortedSet<Prefix> missing = minus(expected, seen);
        if (!missing.isEmpty()) {
            throw new CheckFailure(where + " lacks " + some(missing));
        }
    }

    static void requireNone(String where, SortedSet<Prefix> unwanted, SortedSet<Prefix> seen) throws CheckFailure {
        SortedSet<Prefix> there = new TreeSet<>(unwanted);
        there.retainAll(seen);
        if (!there.isEmpty()) {
            throw new CheckFailure(where + " holds " + some(there));
        }
    }

    static void requireEqual(String where, SortedSet<Prefix> expected, SortedSet<Prefix> seen) throws CheckFailure {
        requireAll(where, expected, seen);
        SortedSet<Prefix> extra = minus(seen, expected);
        if (!extra.isEmpty()) {
            throw new CheckFailure(where + " has " + some(extra) + " beyond what it should");
        }
    }

    static void requireSame(String where, Hub.Snapshot expected, Hub.Snapshot seen) throws CheckFailure {
        if (expected.equals(seen)) {
            return;
        }
        List<String> differences = new ArrayList<>();
        for (Prefix prefix : union(expected.table().keySet(), seen.table().keySet())) {
            String before = expected.table().getOrDefault(prefix, "none");
            String now = seen.table().getOrDefault(prefix, "none");
            if (!before.equals(now)) {
                differences.add("route " + prefix + ": " + now + ", not " + before);
            }
        }
        TreeSet<String> keys = new TreeSet<>(expected.allowedIps().keySet());
        keys.addAll(seen.allowedIps().keySet());
        for (String key : keys) {
            SortedSet<Prefix> before = expected.allowedIps().getOrDefault(key, new TreeSet<>());
            SortedSet<Prefix> now = seen.allowedIps().getOrDefault(key, new TreeSet<>());
            if (!before.equals(now)) {
                differences.add("AllowedIPs of " + key + ": gained " + some(minus(now, before)) + ", lost "
                        + some(minus(before, now)));
            }
        }
        throw new CheckFailure(where + " is not as it was: "
                + differences.stream().limit(NAMED).collect(Collectors.joining("; ")));
    }

    private static SortedSet<Prefix> minus(SortedSet<Prefix> from, SortedSet<Prefix> what) {
        SortedSet<Prefix> left = new TreeSet<>(from);
        left.removeAll(what);
        return left;
    }

    private static SortedSet<Prefix> union(Set<Prefix> a, Set<Prefix> b) {
        SortedSet<Prefix> all = new TreeSet<>(a);
        all.addAll(b);
        return all;
    }

    private static String some(SortedSet<Prefix> prefixes) {
        if (prefixes.isEmpty()) {
            return "nothing";
        }
        String text = prefixes.stream().limit(NAMED).map(Prefix::toString).collect(Collectors.joining(", "));
        return prefixes.size() > NAMED ? text + " and " + (prefixes.size() - NAMED) + " more" : text;
    }
}
