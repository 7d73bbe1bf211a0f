package dev.warren.topology.schema;

import dev.warren.net.Asn;
import dev.warren.net.Endpoint;
import dev.warren.net.IpAddress;
import dev.warren.net.IpFamily;
import dev.warren.net.Prefix;
import dev.warren.net.PrefixRange;
import dev.warren.net.PublicKey;
import dev.warren.net.RouterId;
import dev.warren.topology.PlaneChoice;
import java.nio.file.Path;
import java.util.Set;
import java.util.regex.Pattern;

/** The kinds of single values in the language. */
final class Kinds {
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");

    /** The kernel's name limit is 16 bytes with the terminating zero (IFNAMSIZ); what is beyond ASCII only confuses. */
    private static final Pattern INTERFACE = Pattern.compile("[!-~&&[^/:%]]{1,15}");

    private static final Pattern DECIMAL = Pattern.compile("0|[1-9][0-9]{0,9}");
    private static final Pattern HEXADECIMAL = Pattern.compile("0[xX][0-9a-fA-F]{1,8}");

    /** Of the kernel: unspec, default, main, local. */
    private static final Set<Integer> KERNEL_TABLES = Set.of(253, 254, 255);

    /** Never a speaker's own: RFC 7607, RFC 6793, RFC 7300. */
    private static final Set<Asn> RESERVED_ASNS = Set.of(Asn.of(0), Asn.TRANS, Asn.of(0xffff), Asn.of(0xffff_ffffL));

    static final Kind<String> NAME_TEXT = new Kind<>(
            "write lower-case letters, digits and '-', 63 at most, not beginning with '-'",
            text -> matching(text, NAME, "is not a name"));

    static final Kind<String> INTERFACE_NAME = new Kind<>(
                    "write 1 to 15 ASCII characters without spaces, '/', ':' and '%', such as warren0",
                    text -> matching(text, INTERFACE, "can't be the name of a Linux interface"))
            .where(
                    "can't be the name of a Linux interface",
                    name -> !Set.of(".", "..", "all", "default", "lo").contains(name));

    static final Kind<Asn> ASN = new Kind<>(
                    "write the speaker's AS number, such as 64512 (private: 64512 to 65534, 4200000000 to 4294967294)",
                    Asn::parse)
            .where("is reserved and never a speaker's own AS number", asn -> !RESERVED_ASNS.contains(asn));

    static final Kind<IpAddress> ADDRESS = new Kind<>(
                    "write one address of a host, such as 10.80.0.1 or \"fd80:80::1\"", IpAddress::parse)
            .where("is not the address of a single host", Kinds::isHost);

    static final Kind<IpAddress> GLOBAL_ADDRESS =
            ADDRESS.where("is link-local, which means something else on every link", address -> !address.isLinkLocal());

    static final Kind<RouterId> ROUTER_ID =
            new Kind<>("write it as an IPv4 address other than 0.0.0.0, such as 10.80.0.1", RouterId::parse);

    static final Kind<Prefix> PREFIX = new Kind<>(
            "write NETWORK/LENGTH with the host bits zero, such as 10.80.16.0/24 or \"fd80:80:16::/64\"",
            Prefix::parse);

    static final Kind<Prefix> OVERLAY_PREFIX = PREFIX.where(
                    "is a default route, which can't be an overlay's own space", prefix -> !prefix.isDefault())
            .where(
                    "is not a network of hosts",
                    prefix -> isHost(prefix.address()) && !prefix.address().isLinkLocal());

    static final Kind<PrefixRange> RANGE = new Kind<>(
                    "write PREFIX (itself), PREFIX+ (or longer) or \"PREFIX{MIN,MAX}\"; a default route only as 0.0.0.0/0 or"
                            + " \"::/0\" by itself, all but the default as \"0.0.0.0/0{1,32}\" or \"::/0{1,128}\"",
                    PrefixRange::parse)
            .where(
                    "lets a default route in among others",
                    range -> !range.matches(Prefix.defaultRoute(range.prefix().family())) || range.maxLength() == 0);

    static final Kind<Endpoint> ENDPOINT = new Kind<>(
                    "write ADDRESS:PORT, such as 198.51.100.1:51820 or \"[2001:db8::1]:51820\"", Endpoint::parse)
            .where("has port 0", endpoint -> endpoint.port() != 0)
            .where("is not the address of a single host", endpoint -> isHost(endpoint.address()))
            .where(
                    "is link-local, which means something else on every link",
                    endpoint -> !endpoint.address().isLinkLocal());

    static final Kind<PublicKey> PUBLIC_KEY =
            new Kind<>("write {file: PATH}, or the 44 characters that `wg pubkey` prints", PublicKey::parse);

    static final Kind<Path> FILE =
            new Kind<>("write the path of the file, relative to this one or absolute", Kinds::path);

    static final Kind<IpFamily> FAMILY = new Kind<>("write v4 or v6", text -> switch (text) {
        case "v4" -> IpFamily.V4;
        case "v6" -> IpFamily.V6;
        default -> throw new IllegalArgumentException("'" + text + "' is not an address family");
    });

    static final Kind<Boolean> FLAG = new Kind<>("write true or false", text -> switch (text) {
        case "true" -> true;
        case "false" -> false;
        default -> throw new IllegalArgumentException("'" + text + "' is neither true nor false");
    });

    static final Kind<PlaneChoice> PLANE = new Kind<>("write auto, kernel or userspace", PlaneChoice::parse);

    static final Kind<Integer> MTU = number("an MTU in bytes", 1_280, 65_535);
    static final Kind<Integer> PORT = number("a UDP port", 1, 65_535);
    static final Kind<Integer> KEEPALIVE = number("a number of seconds", 0, 65_535);
    static final Kind<Integer> HOPS = number("a number of hops", 1, 254);
    static final Kind<Integer> BFD_INTERVAL = number("a number of milliseconds", 10, 60_000);
    static final Kind<Integer> BFD_MULTIPLIER = number("a detect multiplier", 1, 255);
    static final Kind<Integer> RULE_PRIORITY = number("a rule's priority", 1, 32_765);
    static final Kind<Integer> ROUTE_PROTOCOL = number("a route protocol of our own", 5, 255);
    static final Kind<Integer> FWMARK = number("a firewall mark", 1, Integer.MAX_VALUE);
    static final Kind<Integer> TABLE = number("a routing table", 1, Integer.MAX_VALUE)
            .where("is a table of the kernel's own (default, main, local)", table -> !KERNEL_TABLES.contains(table));

    private Kinds() {}

    private static Kind<Integer> number(String what, int min, int max) {
        String remedy = "write " + what + ": " + min + " to " + max;
        return new Kind<>(remedy, text -> {
            long value = DECIMAL.matcher(text).matches()
                    ? Long.parseLong(text)
                    : HEXADECIMAL.matcher(text).matches() ? Long.parseLong(text.substring(2), 16) : -1;
            if (value < min || value > max) {
                throw new IllegalArgumentException("'" + text + "' is not " + what);
            }
            return (int) value;
        });
    }

    private static boolean isHost(IpAddress address) {
        boolean broadcast = address.family() == IpFamily.V4 && address.low() >>> 28 == 0xf;
        return !address.isUnspecified() && !address.isMulticast() && !address.isLoopback() && !broadcast;
    }

    private static String matching(String text, Pattern pattern, String problem) {
        if (!pattern.matcher(text).matches()) {
            throw new IllegalArgumentException("'" + text + "' " + problem);
        }
        return text;
    }

    private static Path path(String text) {
        if (text.isBlank() || text.startsWith("~")) {
            throw new IllegalArgumentException("'" + text + "' is not the path of a file: '~' isn't expanded");
        }
        return Path.of(text);
    }
}
