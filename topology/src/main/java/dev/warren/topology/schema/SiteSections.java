package dev.warren.topology.schema;

import dev.warren.net.Asn;
import dev.warren.net.Endpoint;
import dev.warren.net.IpAddress;
import dev.warren.net.Prefix;
import dev.warren.net.PublicKey;
import dev.warren.topology.Bfd;
import dev.warren.topology.Site;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The keys of a site. */
final class SiteSections {
    private SiteSections() {}

    static Optional<Site> site(NodeSection node) {
        Section section = node.section();
        Optional<String> hub = section.required("hub", Kinds.NAME_TEXT);
        List<IpAddress> addresses = section.requiredList("addresses", Kinds.GLOBAL_ADDRESS);
        Optional<PublicKey> publicKey = KeySections.publicKey(section, "public-key");
        Optional<Path> presharedKey = KeySections.secret(section, "preshared-key");
        List<Prefix> prefixes = section.list("prefixes", Kinds.PREFIX);
        int keepalive = section.optional("keepalive", Kinds.KEEPALIVE).orElse(0);
        Optional<Endpoint> endpoint = section.optional("endpoint", Kinds.ENDPOINT);
        Optional<Site.Bgp> bgp = section.section("bgp", "the 'bgp' of site '" + node.name() + "'")
                .flatMap(inner -> {
                    Optional<Asn> asn = inner.required("asn", Kinds.ASN);
                    boolean passive = inner.optional("passive", Kinds.FLAG).orElse(false);
                    Optional<Bfd> bfd = ProtectionSections.bfd(inner);
                    inner.close();
                    section.include(inner);
                    return asn.map(number -> new Site.Bgp(number, passive, bfd));
                });
        section.close();
        if (!section.isWhole() || hub.isEmpty() || publicKey.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Site(
                node.name(), hub.get(), addresses, publicKey.get(), presharedKey, prefixes, keepalive, endpoint, bgp));
    }
}
