package dev.warren.labs.observe;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.warren.net.Prefix;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The prefixes in the BGP tables of FRR and BIRD. */
public final class BgpTables {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern BIRD_ROUTE = Pattern.compile("^([0-9a-fA-F.:]+/\\d+)\\s", Pattern.MULTILINE);

    private BgpTables() {}

    /** Of {@code vtysh -c 'show bgp ipv4|ipv6 unicast json'}. */
    public static SortedSet<Prefix> frr(String output) {
        SortedSet<Prefix> prefixes = new TreeSet<>();
        try {
            JSON.readTree(output)
                    .path("routes")
                    .fieldNames()
                    .forEachRemaining(name -> prefixes.add(Prefix.parse(name)));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("no JSON of vtysh: " + output, e);
        }
        return prefixes;
    }

    /** Of {@code birdc show route …}: a line that starts with a prefix is that prefix's first path. */
    public static SortedSet<Prefix> bird(String output) {
        SortedSet<Prefix> prefixes = new TreeSet<>();
        Matcher matcher = BIRD_ROUTE.matcher(output);
        while (matcher.find()) {
            prefixes.add(Prefix.parse(matcher.group(1)));
        }
        return prefixes;
    }
}
