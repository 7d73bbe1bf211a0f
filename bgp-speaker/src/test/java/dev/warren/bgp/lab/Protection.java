package dev.warren.bgp.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.OptionalInt;

/** What the other program demands of its session with us. */
record Protection(
        Optional<String> md5Key,
        OptionalInt ttlSecurityHops,
        boolean bfd,
        boolean addPath,
        String moreFrr,
        String moreBird,
        String birdExport,
        String birdBefore) {
    static final Protection NONE = new Protection(Optional.empty(), OptionalInt.empty(), false, false, "", "", "", "");

    static Protection md5(String key) {
        return NONE.signedWith(key);
    }

    static Protection ttl(int hops) {
        return new Protection(Optional.empty(), OptionalInt.of(hops), false, false, "", "", "", "");
    }

    static Protection withBfd() {
        return new Protection(Optional.empty(), OptionalInt.empty(), true, false, "", "", "", "");
    }

    /** BFD as between neighbours that are not on one link. */
    static Protection withMultihopBfd() {
        return new Protection(
                Optional.empty(),
                OptionalInt.empty(),
                true,
                false,
                " neighbor PEER ebgp-multihop 2\n",
                "multihop 2;\n",
                "",
                "");
    }

    /** More lines for either program; in FRR's the neighbour's address is {@code PEER}. */
    static Protection lines(String frr, String bird) {
        return new Protection(Optional.empty(), OptionalInt.empty(), false, false, frr, bird, "", "");
    }

    /** IPv4 routes with IPv6 next hops. */
    static Protection v4OverV6() {
        return lines(" neighbor PEER capability extended-nexthop\n", "");
    }

    /** All next hops are link-local. */
    static Protection unnumbered() {
        return lines(
                " neighbor PEER interface v0\n neighbor PEER capability extended-nexthop\n", "interface \"v0\";\n");
    }

    /** The same, watched over by BFD. */
    static Protection unnumberedWithBfd() {
        Protection plain = unnumbered();
        return new Protection(
                Optional.empty(), OptionalInt.empty(), true, false, plain.moreFrr(), plain.moreBird(), "", "");
    }

    /** These, and a key of TCP MD5. */
    Protection signedWith(String key) {
        return new Protection(
                Optional.of(key), ttlSecurityHops, bfd, addPath, moreFrr, moreBird, birdExport, birdBefore);
    }

    /** These, and more lines for either program's session before those that are there. */
    Protection withLines(String frr, String bird) {
        return new Protection(
                md5Key, ttlSecurityHops, bfd, addPath, frr + moreFrr, bird + moreBird, birdExport, birdBefore);
    }

    /** The option of our speaker that signs with a key: the path of a file that only its owner may read. */
    static String md5Option(Path folder, String key) {
        try {
            Path file = Files.createTempFile(
                    folder,
                    "md5",
                    ".key",
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            return "md5=" + Files.writeString(file, key + "\n");
        } catch (IOException cantWrite) {
            throw new UncheckedIOException(cantWrite);
        }
    }

    /** These, and what BIRD's export filter does with its own routes. */
    Protection withBirdExport(String statements) {
        return new Protection(md5Key, ttlSecurityHops, bfd, addPath, moreFrr, moreBird, statements, birdBefore);
    }

    /** These, and lines of BIRD's configuration before its protocol with us. */
    Protection withBirdBefore(String lines) {
        return new Protection(md5Key, ttlSecurityHops, bfd, addPath, moreFrr, moreBird, birdExport, lines);
    }

    /** These, and ADD-PATH both ways: the other then announces each of its prefixes twice. */
    Protection withAddPath() {
        return new Protection(md5Key, ttlSecurityHops, bfd, true, moreFrr, moreBird, birdExport, birdBefore);
    }

    private boolean isUnnumbered() {
        return moreBird.startsWith("interface");
    }

    /** What BIRD's channels say about next hops. */
    String birdNextHop() {
        if (isUnnumbered()) {
            return "extended next hop on; next hop address fe80::2";
        }
        return equals(v4OverV6())
                ? "extended next hop on; next hop address 2001:db8:1::2"
                : "next hop address 192.0.2.2";
    }

    /** The next hop that the other's IPv6 routes have. */
    String otherV6() {
        return isUnnumbered() ? "fe80::2" : "2001:db8:1::2";
    }

    /** What FRR's IPv4 route-map sets. */
    String frrNextHop() {
        return equals(v4OverV6()) || isUnnumbered() ? "" : " set ip next-hop 192.0.2.2\n";
    }

    String bird() {
        StringBuilder lines = new StringBuilder();
        md5Key.ifPresent(key -> lines.append("password \"").append(key).append("\";\n"));
        ttlSecurityHops.ifPresent(_ -> lines.append("ttl security on;\n"));
        if (bfd) {
            lines.append("bfd on;\n");
        }
        return lines.append(moreBird).toString();
    }

    String frr(String neighbour) {
        StringBuilder lines = new StringBuilder(moreFrr.replace("PEER", neighbour));
        md5Key.ifPresent(key -> lines.append(" neighbor " + neighbour + " password " + key + "\n"));
        ttlSecurityHops.ifPresent(hops -> lines.append(" neighbor " + neighbour + " ttl-security hops " + hops + "\n"));
        if (bfd) {
            lines.append(" neighbor " + neighbour + " bfd\n");
        }
        if (addPath) {
            for (String family : new String[] {"ipv4", "ipv6"}) {
                lines.append(" address-family " + family + " unicast\n");
                lines.append("  neighbor " + neighbour + " addpath-tx-all-paths\n");
                lines.append("  redistribute kernel\n exit-address-family\n");
            }
        }
        return lines.toString();
    }
}
