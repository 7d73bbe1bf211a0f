package dev.warren.topology;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each way in which a part of a topology can be wrong by itself: where, what, and what to write. */
final class SchemaProblemsTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @MethodSource({"keys", "values", "numbers", "secrets"})
    void isReportedOnceWhereItStands(Broken broken) {
        broken.check(folder);
    }

    static List<Broken> keys() {
        return List.of(
                new Broken(
                        "    router-id: 10.80.0.2",
                        "    §router_id: 10.80.0.2\n    router-id: 10.80.0.2",
                        "hub 'nyc' has no key 'router_id'",
                        "did you mean 'router-id'? the keys here are: addresses, endpoints, plane, private-key, public-key, reflector, router-id"),
                new Broken(
                        "    keepalive: 5",
                        "    §keepallive: 5",
                        "site 'berlin' has no key 'keepallive'",
                        "did you mean 'keepalive'? the keys here are: addresses, bgp, endpoint, hub"),
                new Broken(
                        "  asn: 64512",
                        "  asn: 64512\n  §colour: green",
                        "the overlay has no key 'colour'",
                        "the keys here are: asn, bfd, fwmark, interface, listen-port, mtu, name, plane, prefixes"),
                new Broken(
                        "links:", "§link:", "a topology has no key 'link'", "did you mean 'links'? the keys here are:"),
                new Broken(
                        "    bgp: {asn: 65010}",
                        "    bgp: {asn: 65010, §password: hush}",
                        "the 'bgp' of site 'paris' has no key 'password'",
                        "the keys here are: asn, bfd, passive"),
                new Broken(
                        "{file: keys/nyc.pub}",
                        "{file: keys/nyc.pub, §mode: 600}",
                        "'public-key' has no key 'mode'",
                        "the keys here are: file"),
                new Broken(
                        "  nyc:\n    router-id: 10.80.0.2\n",
                        "  §nyc:\n",
                        "hub 'nyc' has no 'router-id'",
                        "router-id: write it as an IPv4 address"),
                new Broken(
                        "  paris:\n    hub: fra\n",
                        "  §paris:\n",
                        "site 'paris' has no 'hub'",
                        "hub: write lower-case"),
                new Broken(
                        "overlay:\n  name: two-regions\n",
                        "§overlay:\n",
                        "the overlay has no 'name'",
                        "name: write lower-case"),
                new Broken(
                        "    bgp: {asn: 65010}",
                        "    §bgp: {}",
                        "the 'bgp' of site 'paris' has no 'asn'",
                        "asn: write the speaker's AS number"),
                new Broken(
                        "{file: keys/nyc.pub}",
                        "c5TuCYWmZhUzBBrNTIUB2bCZcqMoPKCaA8YfiJpAo/8=\n    §<<: {}",
                        "a merge key stands here",
                        "write out the keys"),
                new Broken(
                        "  paris:\n",
                        "  §fra:\n",
                        "the name 'fra' is taken: by a hub at %s/topology.yaml:7:3",
                        "names are unique over hubs, sites and upstreams"),
                new Broken("  boston:", "  §Boston:", "'Boston' is not a name", "write lower-case letters"),
                new Broken("  boston:", "  §-boston:", "'-boston' is not a name", "write lower-case letters"),
                new Broken("  boston:", "  §bos.ton:", "'bos.ton' is not a name", "write lower-case letters"));
    }

    static List<Broken> values() {
        return List.of(
                new Broken(
                        "  prefixes: [10.80.0.0/16, \"fd80:80::/32\"]",
                        "  prefixes: §10.80.0.0/16",
                        "'prefixes' is a single value, not a list",
                        "write [ITEM, ITEM]"),
                new Broken(
                        "  prefixes: [10.80.0.0/16, \"fd80:80::/32\"]",
                        "  prefixes: §[]",
                        "'prefixes' is an empty list",
                        "write NETWORK/LENGTH"),
                new Broken(
                        "  prefixes: [10.80.0.0/16, \"fd80:80::/32\"]",
                        "  prefixes: [§0.0.0.0/0, \"fd80:80::/32\"]",
                        "prefixes: '0.0.0.0/0' is a default route, which can't be an overlay's own space",
                        "write NETWORK/LENGTH"),
                new Broken(
                        "10.80.16.0/24",
                        "§10.80.16.1/24",
                        "prefixes: 10.80.16.1/24 has bits set after its length: the network is 10.80.16.0/24",
                        "write NETWORK/LENGTH with the host bits zero"),
                new Broken(
                        "\"fd80:80:16::/64\"",
                        "§\"fd80:80:16::/129\"",
                        "prefixes: 'fd80:80:16::/129': the length of an IPv6 prefix is 0 to 128",
                        "write NETWORK/LENGTH"),
                new Broken(
                        "[10.80.1.1, \"fd80:80:1::1\"]",
                        "[§010.80.1.1, \"fd80:80:1::1\"]",
                        "addresses: '010.80.1.1' is not an IPv4 or IPv6 address",
                        "write one address of a host"),
                new Broken(
                        "[10.80.1.1, \"fd80:80:1::1\"]",
                        "[§224.0.0.1, \"fd80:80:1::1\"]",
                        "addresses: '224.0.0.1' is not the address of a single host",
                        "write one address of a host"),
                new Broken(
                        "[10.80.1.1, \"fd80:80:1::1\"]",
                        "[10.80.1.1, §\"fe80::1\"]",
                        "addresses: 'fe80::1' is link-local, which means something else on every link",
                        "write one address of a host"),
                new Broken(
                        "\"198.51.100.5:51820\"",
                        "§198.51.100.5",
                        "endpoints: '198.51.100.5' has no port: write ADDRESS:PORT or [IPV6]:PORT",
                        "write ADDRESS:PORT"),
                new Broken(
                        "\"198.51.100.5:51820\"",
                        "§\"hub.example:51820\"",
                        "endpoints: 'hub.example' is not an IPv4 or IPv6 address",
                        "write ADDRESS:PORT"),
                new Broken(
                        "\"198.51.100.5:51820\"",
                        "§\"198.51.100.5:0\"",
                        "endpoints: '198.51.100.5:0' has port 0",
                        "write ADDRESS:PORT"),
                new Broken(
                        "    interface: eth2\n    asn: 64600",
                        "    interface: §enp0s31f6-uplink\n    asn: 64600",
                        "interface: 'enp0s31f6-uplink' can't be the name of a Linux interface",
                        "write 1 to 15 ASCII characters"),
                new Broken(
                        "    interface: eth2\n    asn: 64600",
                        "    interface: §eth/2\n    asn: 64600",
                        "interface: 'eth/2' can't be the name of a Linux interface",
                        "write 1 to 15 ASCII characters"),
                new Broken(
                        "    interface: eth2\n    asn: 64600",
                        "    interface: §\"eth 2\"\n    asn: 64600",
                        "interface: 'eth 2' can't be the name of a Linux interface",
                        "write 1 to 15 ASCII characters"),
                new Broken(
                        "\"172.20.0.0/16{24,24}\"",
                        "§\"172.20.0.0/16{24,8}\"",
                        "accept: the lengths {24,8} of 172.20.0.0/16 must rise from 16 to 32",
                        "write PREFIX (itself)"),
                new Broken(
                        "\"172.20.0.0/16{24,24}\"",
                        "§\"0.0.0.0/0+\"",
                        "accept: '0.0.0.0/0+' lets a default route in among others",
                        "write PREFIX (itself), PREFIX+ (or longer) or \"PREFIX{MIN,MAX}\"; a default route only as 0.0.0.0/0"),
                new Broken(
                        "    keepalive: 5",
                        "    keepalive:§ ",
                        "'keepalive' has nothing where a single value belongs",
                        "write a number of seconds: 0 to 65535"),
                new Broken(
                        "    keepalive: 5",
                        "    keepalive: §[5]",
                        "'keepalive' has a list where a single value belongs",
                        "write a number of seconds"),
                new Broken("family: v6", "family: §ipv6", "family: 'ipv6' is not an address family", "write v4 or v6"),
                new Broken(
                        "between: [fra, nyc]",
                        "between: §[fra]",
                        "a link is between two hubs, not 1",
                        "write between: [HUB, HUB]"),
                new Broken(
                        "    router-id: 10.80.0.2",
                        "    reflector: §on\n    router-id: 10.80.0.2",
                        "reflector: 'on' is neither true nor false",
                        "write true or false"),
                new Broken(
                        "bgp: {asn: 65010}",
                        "bgp: {asn: 65010, passive: §yes}",
                        "passive: 'yes' is neither true nor false",
                        "write true or false"),
                new Broken(
                        "bgp: {asn: 65010}",
                        "bgp: §65010",
                        "the 'bgp' of site 'paris' is a single value, not a mapping",
                        "write KEY: VALUE"));
    }

    static List<Broken> numbers() {
        return List.of(
                new Broken(
                        "  asn: 64512",
                        "  asn: §0",
                        "asn: '0' is reserved and never a speaker's own AS number",
                        "write"),
                new Broken(
                        "asn: 65010",
                        "asn: §23456",
                        "asn: '23456' is reserved and never a speaker's own AS number",
                        "w"),
                new Broken(
                        "asn: 65010",
                        "asn: §4294967296",
                        "asn: '4294967296' is not an AS number: write 0 to 4294967295, or asdot",
                        "write the speaker's AS number"),
                new Broken(
                        "asn: 64600",
                        "asn: §0xfc58",
                        "asn: '0xfc58' is not an AS number: write 0 to 4294967295, or asdot",
                        "write the speaker's AS number"),
                overlay("mtu", "1279", "an MTU in bytes", "1280 to 65535"),
                overlay("mtu", "65536", "an MTU in bytes", "1280 to 65535"),
                overlay("mtu", "01420", "an MTU in bytes", "1280 to 65535"),
                overlay("mtu", "1_420", "an MTU in bytes", "1280 to 65535"),
                overlay("listen-port", "0", "a UDP port", "1 to 65535"),
                overlay("listen-port", "65536", "a UDP port", "1 to 65535"),
                overlay("rule-priority", "32766", "a rule's priority", "1 to 32765"),
                overlay("route-protocol", "4", "a route protocol of our own", "5 to 255"),
                overlay("fwmark", "0", "a firewall mark", "1 to 2147483647"),
                overlay("fwmark", "-1", "a firewall mark", "1 to 2147483647"),
                overlay("table", "4294967295", "a routing table", "1 to 2147483647"),
                new Broken(
                        "  asn: 64512",
                        "  asn: 64512\n  table: §254",
                        "table: '254' is a table of the kernel's own (default, main, local)",
                        "write a routing table"),
                new Broken(
                        "router-id: 10.80.0.2",
                        "router-id: §0.0.0.0",
                        "router-id: a router id is never 0.0.0.0",
                        "write"));
    }

    private static Broken overlay(String key, String value, String what, String range) {
        return new Broken(
                "  asn: 64512",
                "  asn: 64512\n  " + key + ": §" + value,
                key + ": '" + value + "' is not " + what,
                "write " + what + ": " + range);
    }

    static List<Broken> secrets() {
        return List.of(
                new Broken(
                        "{file: keys/nyc.pub}",
                        "{file: §keys/sfo.pub}",
                        "there is no file %s/keys/sfo.pub",
                        "write the public key there: wg pubkey < PRIVATE-KEY-FILE > %s/keys/sfo.pub"),
                new Broken(
                        "{file: keys/nyc.pub}",
                        "{file: §keys}",
                        "%s/keys is no regular file",
                        "write the public key there"),
                new Broken(
                        "{file: keys/nyc.pub}",
                        "{file: §topology.yaml}",
                        "the file %s/topology.yaml holds no WireGuard public key",
                        "write the public key there"),
                new Broken(
                        "{file: keys/nyc.pub}",
                        "§abcd",
                        "public-key: this is not a WireGuard public key: they are 44 characters, as `wg pubkey` prints",
                        "write {file: PATH}"),
                new Broken(
                        "{file: keys/nyc.key}",
                        "{file: §\"keys/nyc\\0key\"}",
                        "file: Nul character not allowed: keys/nyc\ufffdkey",
                        "write the path of the file"),
                new Broken(
                        "{file: keys/nyc.key}",
                        "{file: §~/nyc.key}",
                        "file: '~/nyc.key' is not the path of a file: '~' isn't expanded",
                        "write the path of the file"));
    }
}
