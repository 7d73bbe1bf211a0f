package dev.warren.net;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class PrefixMapTest {

    /** The same by looking at every entry. */
    private static final class Oracle {
        private final Map<Prefix, Integer> entries = new HashMap<>();

        Optional<Integer> longestMatch(Prefix inside) {
            return entries.entrySet().stream()
                    .filter(entry -> entry.getKey().contains(inside))
                    .max(Comparator.comparingInt(entry -> entry.getKey().length()))
                    .map(Map.Entry::getValue);
        }

        List<Integer> inside(Prefix covering) {
            return entries.entrySet().stream()
                    .filter(entry -> covering.contains(entry.getKey()))
                    .sorted(Map.Entry.comparingByKey())
                    .map(Map.Entry::getValue)
                    .toList();
        }
    }

    @Test
    void randomOperationsGiveWhatANaiveMapGives() {
        long seed = System.nanoTime();
        System.out.println("PrefixMapTest seed " + seed);
        Random random = new Random(seed);
        Oracle oracle = new Oracle();
        PrefixMap<Integer> map = new PrefixMap<>();
        for (int step = 0; step < 40_000; step++) {
            Prefix prefix = RandomNet.dense(random);
            String where = "seed " + seed + " step " + step + " " + prefix;
            switch (random.nextInt(6)) {
                case 0, 1 ->
                    assertEquals(Optional.ofNullable(oracle.entries.put(prefix, step)), map.put(prefix, step), where);
                case 2 -> assertEquals(Optional.ofNullable(oracle.entries.remove(prefix)), map.remove(prefix), where);
                case 3 -> {
                    assertEquals(oracle.longestMatch(prefix), map.longestMatch(prefix), where);
                    assertEquals(
                            oracle.longestMatch(Prefix.host(prefix.address())),
                            map.longestMatch(prefix.address()),
                            where);
                }
                case 4 -> assertEquals(oracle.inside(prefix), map.inside(prefix), where);
                default -> assertEquals(Optional.ofNullable(oracle.entries.get(prefix)), map.get(prefix), where);
            }
            assertEquals(oracle.entries.size(), map.size(), where);
        }
    }

    @Test
    void entriesComeInTheOrderOfPrefixes() {
        Random random = new Random(11);
        PrefixMap<Prefix> map = new PrefixMap<>();
        for (int i = 0; i < 300; i++) {
            Prefix prefix = RandomNet.dense(random);
            map.put(prefix, prefix);
        }
        List<Prefix> walked = new ArrayList<>();
        map.forEach((prefix, value) -> {
            assertEquals(prefix, value);
            walked.add(prefix);
        });
        assertEquals(walked.stream().sorted().distinct().toList(), walked);
        assertEquals(map.size(), walked.size());
    }

    @Test
    void familiesDoNotMeet() {
        PrefixMap<String> map = new PrefixMap<>();
        map.put(Prefix.DEFAULT_V4, "v4");
        assertEquals(Optional.empty(), map.longestMatch(IpAddress.parse("::")));
        map.put(Prefix.DEFAULT_V6, "v6");
        assertEquals(Optional.of("v6"), map.longestMatch(IpAddress.parse("2001:db8::1")));
        assertEquals(List.of("v4"), map.inside(Prefix.DEFAULT_V4));
        assertEquals(Optional.of("v4"), map.remove(Prefix.DEFAULT_V4));
        assertEquals(Optional.empty(), map.longestMatch(IpAddress.parse("192.0.2.1")));
    }
}
