package dev.warren.labs.observe;

import dev.warren.net.Prefix;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** The output of {@code wg show INTERFACE allowed-ips}: a line per peer, its key, a tab, its prefixes or {@code (none)}. */
public final class AllowedIps {
    private AllowedIps() {}

    /** The prefixes of each peer by its public key in Base64. */
    public static Map<String, SortedSet<Prefix>> parse(String output) {
        Map<String, SortedSet<Prefix>> peers = new TreeMap<>();
        output.lines().filter(line -> !line.isBlank()).forEach(line -> {
            int tab = line.indexOf('\t');
            SortedSet<Prefix> prefixes = new TreeSet<>();
            for (String word : line.substring(tab + 1).strip().split(" ", -1)) {
                if (!word.isEmpty() && !word.equals("(none)")) {
                    prefixes.add(Prefix.parse(word));
                }
            }
            peers.put(line.substring(0, tab), prefixes);
        });
        return peers;
    }
}
