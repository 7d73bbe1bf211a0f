package dev.warren.router.firewall;

import dev.warren.net.IpAddress;
import dev.warren.net.IpFamily;
import dev.warren.net.Prefix;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the firewall of one overlay lets through.
 *
 * @param tunnelInterface the tunnel interface's name
 * @param upstreamInterfaces names of the links that may exchange packets with it
 * @param ownAddresses our addresses in the overlay, which no packet from the tunnel may come from, even inside {@code sources}
 * @param sources the prefixes that packets from the tunnel may come from: the union of the peers' authority; with none of a
 *     family, no packet of that family passes
 */
public record FirewallRules(
        String tunnelInterface, Set<String> upstreamInterfaces, List<IpAddress> ownAddresses, List<Prefix> sources) {
    /** The names that Linux allows, less those that nft would read as something else. */
    private static final Pattern INTERFACE_NAME = Pattern.compile("[A-Za-z0-9_.:@+-]{1,15}");

    private static final Pattern TABLE_NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,63}");

    /**
     * Sorts.
     *
     * @throws IllegalArgumentException if a name is no interface's
     */
    public FirewallRules {
        upstreamInterfaces = Collections.unmodifiableSortedSet(new TreeSet<>(upstreamInterfaces));
        ownAddresses = ownAddresses.stream().distinct().sorted().toList();
        sources = sources.stream().distinct().sorted().toList();
        Stream.concat(Stream.of(tunnelInterface), upstreamInterfaces.stream()).forEach(FirewallRules::requireName);
    }

    private static void requireName(String name) {
        if (!INTERFACE_NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "'" + name + "' is not an interface name: 1 to 15 letters, digits and _.:@+-");
        }
    }

    static void requireTableName(String name) {
        if (!TABLE_NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("'" + name + "' is not a table name: letters, digits and _");
        }
    }

    /** The same with other sources. */
    public FirewallRules withSources(Collection<Prefix> others) {
        return new FirewallRules(tunnelInterface, upstreamInterfaces, ownAddresses, List.copyOf(others));
    }

    /**
     * The transaction, in the language of nft(8), that puts the table in place of what it was.
     *
     * @param table the table's name
     * @param counts what the counters begin with; 0 for a reason that is missing
     */
    String render(String table, Map<DropReason, DropCount> counts) {
        requireTableName(table);
        StringBuilder text = new StringBuilder();
        text.append("table inet ").append(table).append('\n');
        text.append("delete table inet ").append(table).append('\n');
        text.append("table inet ").append(table).append(" {\n");
        for (DropReason reason : DropReason.values()) {
            DropCount count = counts.getOrDefault(reason, DropCount.ZERO);
            text.append(" counter %s { packets %d bytes %d; }\n"
                    .formatted(reason.counterName(), count.packets(), count.bytes()));
        }
        List<Prefix> own = ownAddresses.stream().map(Prefix::host).toList();
        text.append(set("own4", "ipv4_addr", SourceSet.of(IpFamily.V4, own)));
        text.append(set("own6", "ipv6_addr", SourceSet.of(IpFamily.V6, own)));
        text.append(set("sources4", "ipv4_addr", SourceSet.of(IpFamily.V4, sources)));
        text.append(set("sources6", "ipv6_addr", SourceSet.of(IpFamily.V6, sources)));
        text.append(" chain forward {\n  type filter hook forward priority filter; policy accept;\n");
        text.append(sourceCheck(DropReason.FORWARD_SOURCE));
        String allowed = allowedInterfaces();
        text.append("  iifname \"%s\" oifname != %s %s\n"
                .formatted(tunnelInterface, allowed, drop(DropReason.FORWARD_OUT)));
        text.append(
                "  oifname \"%s\" iifname != %s %s\n".formatted(tunnelInterface, allowed, drop(DropReason.FORWARD_IN)));
        text.append(" }\n chain input {\n  type filter hook input priority filter; policy accept;\n");
        text.append(sourceCheck(DropReason.INPUT_SOURCE));
        text.append(" }\n chain output {\n  type filter hook output priority filter; policy accept;\n");
        text.append(redirectDrop());
        return text.append(" }\n}\n").toString();
    }

    private static String set(String name, String type, List<Prefix> elements) {
        String line = elements.isEmpty()
                ? ""
                : " elements = { " + elements.stream().map(Prefix::toString).collect(Collectors.joining(", ")) + " };";
        return " set " + name + " { type " + type + "; flags interval; auto-merge;" + line + " }\n";
    }

    private String sourceCheck(DropReason reason) {
        return """
                  iifname "%1$s" ip saddr @own4 %2$s
                  iifname "%1$s" ip6 saddr @own6 %2$s
                  iifname "%1$s" ip saddr != @sources4 %2$s
                  iifname "%1$s" ip6 saddr != @sources6 %2$s
                """.formatted(tunnelInterface, drop(reason));
    }

    /** Between two peers a packet leaves where it came from: the kernel would tell the sender of a shorter way, which there isn't. */
    private String redirectDrop() {
        return """
                  oifname "%1$s" icmp type redirect %2$s
                  oifname "%1$s" icmpv6 type nd-redirect %2$s
                """.formatted(tunnelInterface, drop(DropReason.REDIRECT));
    }

    private static String drop(DropReason reason) {
        return "counter name \"" + reason.counterName() + "\" drop";
    }

    private String allowedInterfaces() {
        return Stream.concat(Stream.of(tunnelInterface), upstreamInterfaces.stream())
                .distinct()
                .map(name -> "\"" + name + "\"")
                .collect(Collectors.joining(", ", "{ ", " }"));
    }
}
