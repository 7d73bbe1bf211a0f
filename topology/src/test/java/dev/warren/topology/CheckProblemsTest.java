package dev.warren.topology;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each way in which the parts of a topology can fail to fit together: where, what, and what to write. */
final class CheckProblemsTest {
    private static final String CAPTURE =
            "accept only networks outside of the overlay: an upstream must not capture its traffic";

    @TempDir
    Path folder;

    @ParameterizedTest
    @MethodSource({"references", "addresses", "prefixes", "unique", "upstreams", "links"})
    void isReportedOnceWhereItStands(Broken broken) {
        broken.check(folder);
    }

    static List<Broken> references() {
        return List.of(
                new Broken(
                        "  boston:\n    hub: nyc",
                        "  boston:\n    hub: §nyx",
                        "there is no hub 'nyx'",
                        "did you mean 'nyc'? the hubs are: fra, nyc"),
                new Broken(
                        "  upstream-nyc:\n    hub: nyc",
                        "  upstream-nyc:\n    hub: §london",
                        "there is no hub 'london'",
                        "the hubs are: fra, nyc"),
                new Broken(
                        "  boston:\n    hub: nyc",
                        "  boston:\n    hub: §paris",
                        "'paris' is no hub but the name of a site",
                        "the hubs are: fra, nyc"),
                new Broken(
                        "between: [fra, nyc]",
                        "between: [fra, §sfo]",
                        "there is no hub 'sfo'",
                        "the hubs are: fra, nyc"));
    }

    static List<Broken> addresses() {
        return List.of(
                new Broken(
                        "[10.80.0.2, \"fd80:80::2\"]",
                        "§[10.80.0.2]",
                        "hub 'nyc' has no IPv6 address",
                        "add one inside fd80:80::/32: a hub needs one of each family"),
                new Broken(
                        "[10.80.0.2, \"fd80:80::2\"]",
                        "§[\"fd80:80::2\"]",
                        "hub 'nyc' has no IPv4 address",
                        "add one inside 10.80.0.0/16: a hub needs one of each family"),
                new Broken(
                        "[10.80.0.2, \"fd80:80::2\"]",
                        "[10.80.0.2, \"fd80:80::2\", §10.80.0.9]",
                        "hub 'nyc' has a second IPv4 address, 10.80.0.9",
                        "keep one address of each family"),
                new Broken(
                        "[10.80.1.1, \"fd80:80:1::1\"]",
                        "[10.80.1.1, \"fd80:80:1::1\", §\"fd80:80:1::9\"]",
                        "site 'berlin' has a second IPv6 address, fd80:80:1::9",
                        "keep one address of each family"),
                new Broken(
                        "[10.80.1.2, \"fd80:80:1::2\"]",
                        "[§10.80.1.1, \"fd80:80:1::2\"]",
                        "the address 10.80.1.1 is taken: see %s/topology.yaml:23:17",
                        "give each hub and site its own addresses"),
                new Broken(
                        "[10.80.1.1, \"fd80:80:1::1\"]",
                        "[10.80.1.1, §\"fd80:80::1\"]",
                        "the address fd80:80::1 is taken: see %s/topology.yaml:9:28",
                        "give each hub and site its own addresses"),
                new Broken(
                        "[10.80.1.1, \"fd80:80:1::1\"]",
                        "[§10.81.1.1, \"fd80:80:1::1\"]",
                        "the address 10.81.1.1 lies outside of the overlay",
                        "choose one inside 10.80.0.0/16, or add its network"),
                new Broken(
                        "[10.80.0.2, \"fd80:80::2\"]",
                        "[10.80.0.2, §\"fd81:80::2\"]",
                        "the address fd81:80::2 lies outside of the overlay",
                        "choose one inside fd80:80::/32, or add its network"),
                new Broken(
                        "[10.80.0.2, \"fd80:80::2\"]",
                        "[§10.80.16.2, \"fd80:80::2\"]",
                        "the address 10.80.16.2 belongs to site 'berlin' by its prefix 10.80.16.0/24"
                                + " at %s/topology.yaml:26:16",
                        "choose an address that no site's prefix holds"),
                new Broken(
                        "[10.80.1.2, \"fd80:80:1::2\"]",
                        "[10.80.1.2, §\"fd80:80:16::2\"]",
                        "the address fd80:80:16::2 belongs to site 'berlin' by its prefix fd80:80:16::/64"
                                + " at %s/topology.yaml:26:31",
                        "choose an address that no site's prefix holds"),
                new Broken(
                        "\"198.51.100.5:51820\"",
                        "§\"10.80.9.9:51820\"",
                        "the endpoint 10.80.9.9:51820 lies inside the overlay, so its tunnel would run through itself",
                        "write the node's address outside of the overlay"),
                new Broken(
                        "\"198.51.100.5:51820\"",
                        "§\"198.51.100.1:51820\"",
                        "the endpoint 198.51.100.1:51820 stands twice: see %s/topology.yaml:10:17",
                        "an endpoint leads to one node"));
    }

    static List<Broken> prefixes() {
        return List.of(
                new Broken(
                        "  prefixes: [10.80.0.0/16, \"fd80:80::/32\"]",
                        "  prefixes: [10.80.0.0/16, \"fd80:80::/32\", §10.80.128.0/17]",
                        "the prefix 10.80.128.0/17 overlaps 10.80.0.0/16: see %s/topology.yaml:4:14",
                        "keep the one that is meant"),
                new Broken(
                        "10.80.17.0/24",
                        "§10.80.16.0/24",
                        "the prefix 10.80.16.0/24 stands twice, of site 'berlin': see %s/topology.yaml:26:16",
                        "give each site its own networks"),
                new Broken(
                        "10.80.17.0/24",
                        "§10.80.16.128/25",
                        "the prefix 10.80.16.128/25 overlaps 10.80.16.0/24 of site 'berlin': see %s/topology.yaml:26:16",
                        "give each site its own networks"),
                new Broken(
                        "\"fd80:80:17::/64\"",
                        "§\"fd80:80:10::/44\"",
                        "the prefix fd80:80:10::/44 overlaps fd80:80:16::/64 of site 'berlin': see %s/topology.yaml:26:31",
                        "give each site its own networks"),
                new Broken(
                        "10.80.17.0/24",
                        "10.80.17.0/24, §10.80.17.0/24",
                        "the prefix 10.80.17.0/24 stands twice: see %s/topology.yaml:32:16",
                        "keep the one that is meant"),
                new Broken(
                        "10.80.17.0/24",
                        "§10.81.17.0/24",
                        "the prefix 10.81.17.0/24 lies outside of the overlay",
                        "choose a network inside 10.80.0.0/16, or add it to the overlay's prefixes"),
                new Broken(
                        "\"fd80:80:17::/64\"",
                        "§\"2001:db8:17::/64\"",
                        "the prefix 2001:db8:17::/64 lies outside of the overlay",
                        "choose a network inside fd80:80::/32, or add it to the overlay's prefixes"),
                new Broken(
                        """
                        [10.80.1.2, "fd80:80:1::2"]
                            public-key: {file: keys/paris.pub}
                            prefixes: [10.80.17.0/24, "fd80:80:17::/64"]""",
                        """
                        [10.80.1.2]
                            public-key: {file: keys/paris.pub}
                            prefixes: [10.80.17.0/24, §"fd80:80:17::/64"]""",
                        "site 'paris' speaks BGP but has no IPv6 address to be the next hop of fd80:80:17::/64",
                        "give it an address inside fd80:80::/32"));
    }

    static List<Broken> unique() {
        return List.of(
                new Broken(
                        "public-key: {file: keys/boston.pub}",
                        "§public-key: {file: keys/nyc.pub}",
                        "the public key of site 'boston' is also that at %s/topology.yaml:17:5",
                        "make a key pair of its own: wg genkey | tee boston.key | wg pubkey > boston.pub"),
                new Broken(
                        "router-id: 10.80.0.2",
                        "router-id: §10.80.0.1",
                        "the router id 10.80.0.1 of hub 'nyc' is also that at %s/topology.yaml:8:16",
                        "give each hub its own"),
                new Broken(
                        """
                          upstream-nyc:
                            hub: nyc
                            interface: eth2
                            asn: 64700
                            address: 2001:db8:193::2
                            local-address: 2001:db8:193::1
                        """,
                        """
                          upstream-nyc:
                            hub: fra
                            interface: eth2
                            asn: 64700
                            address: §192.0.2.2
                            local-address: 192.0.2.5
                        """,
                        "hub 'fra' has a session with 192.0.2.2 already, at %s/topology.yaml:46:14",
                        "keep one of them: one session carries both families"),
                new Broken(
                        "  upstream-nyc:\n    hub: nyc\n",
                        """
                          one:
                            hub: nyc
                            interface: eth3
                            asn: 64701
                            unnumbered: true
                          two:
                            hub: nyc
                            interface: §eth3
                            asn: 64702
                            unnumbered: true
                          upstream-nyc:
                            hub: nyc
                        """,
                        "hub 'nyc' has a session with whoever is behind eth3 already, at %s/topology.yaml:53:16",
                        "keep one of them: one session carries both families"));
    }

    static List<Broken> upstreams() {
        return List.of(
                new Broken(
                        "asn: 64600",
                        "asn: §64512",
                        "upstream 'upstream-fra' is in the overlay's own AS 64512",
                        "write the AS of the upstream"),
                new Broken(
                        "\"172.20.0.0/16{24,24}\"",
                        "§\"10.80.16.0/20{24,24}\"",
                        "accepting 10.80.16.0/20{24,24} overlaps the prefix 10.80.16.0/24 of site 'berlin'"
                                + " at %s/topology.yaml:26:16",
                        CAPTURE),
                new Broken(
                        "\"2001:db8:a00::/40{48,48}\"",
                        "§\"fd80:80:16::/64+\"",
                        "accepting fd80:80:16::/64+ overlaps the prefix fd80:80:16::/64 of site 'berlin'"
                                + " at %s/topology.yaml:26:31",
                        CAPTURE),
                new Broken(
                        "\"172.20.0.0/16{24,24}\"",
                        "§\"10.80.99.0/24\"",
                        "accepting 10.80.99.0/24 overlaps the overlay's own prefix 10.80.0.0/16",
                        CAPTURE),
                new Broken(
                        "\"172.20.0.0/16{24,24}\"",
                        "§\"0.0.0.0/0{1,16}\"",
                        "accepting 0.0.0.0/0{1,16} overlaps the overlay's own prefix 10.80.0.0/16",
                        CAPTURE),
                new Broken(
                        "local-address: 192.0.2.1",
                        "local-address: §192.0.2.2",
                        "the local address is that of the upstream",
                        "write the hub's address on eth2"),
                new Broken(
                        "local-address: 192.0.2.1",
                        "local-address: §\"2001:db8:192::1\"",
                        "the local address 2001:db8:192::1 is not IPv4, as the upstream's is",
                        "write the hub's IPv4 address on eth2; one session carries both families"),
                new Broken(
                        "    interface: eth2\n    asn: 64600",
                        "    interface: §warren0\n    asn: 64600",
                        "the interface warren0 is the overlay's tunnel",
                        "write the hub's interface towards the upstream"),
                new Broken(
                        "[192.0.2.1, \"2001:db8:192::1\"]",
                        "[192.0.2.1, \"2001:db8:192::1\", §192.0.2.9]",
                        "there is a second IPv4 next hop, 192.0.2.9",
                        "keep at most one of each family"),
                new Broken(
                        "[192.0.2.1, \"2001:db8:192::1\"]",
                        "[§192.0.2.2, \"2001:db8:192::1\"]",
                        "the next hop 192.0.2.2 is the upstream itself",
                        "write the hub's own address on eth2"),
                new Broken(
                        """
                        next-hops: [192.0.2.1, "2001:db8:192::1"]
                            accept: ["172.20.0.0/16{24,24}", "2001:db8:a00::/40{48,48}"]
                            announce: ["10.80.0.0/16+", "fd80:80::/32+"]""",
                        """
                        accept: ["172.20.0.0/16{24,24}", §"2001:db8:a00::/40{48,48}"]
                            announce: ["10.80.0.0/16+"]""",
                        "IPv6 isn't spoken with upstream 'upstream-fra': there is no next hop of that family",
                        "add the hub's IPv6 address on eth2 to next-hops"),
                new Broken(
                        """
                            address: 192.0.2.2
                            local-address: 192.0.2.1
                            next-hops: [192.0.2.1, "2001:db8:192::1"]
                        """,
                        """
                            unnumbered: true
                            §local-address: 192.0.2.1
                        """,
                        "an unnumbered upstream has no 'local-address': both sides use their link-local addresses",
                        "leave out 'local-address' or 'unnumbered'"));
    }

    static List<Broken> links() {
        return List.of(
                new Broken(
                        "between: [fra, nyc]",
                        "between: [fra, §fra]",
                        "a link joins hub 'fra' to itself",
                        "write between: [HUB, HUB] with two different hubs"),
                new Broken(
                        "  - {between: [fra, nyc], family: v6}",
                        "  - {between: [fra, nyc], family: v6}\n  - §{between: [nyc, fra]}",
                        "a second link between 'nyc' and 'fra': see %s/topology.yaml:62:5",
                        "merge the two"));
    }
}
