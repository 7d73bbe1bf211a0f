package dev.warren.topology.schema;

import dev.warren.net.Asn;
import dev.warren.net.IpAddress;
import dev.warren.net.PrefixRange;
import dev.warren.topology.SessionProtection;
import dev.warren.topology.Upstream;
import java.util.List;
import java.util.Optional;

/** The keys of an upstream. */
final class UpstreamSections {
    private UpstreamSections() {}

    static Optional<Upstream> upstream(NodeSection node) {
        Section section = node.section();
        Optional<String> hub = section.required("hub", Kinds.NAME_TEXT);
        Optional<String> interfaceName = section.required("interface", Kinds.INTERFACE_NAME);
        Optional<Asn> asn = section.required("asn", Kinds.ASN);
        Optional<IpAddress> address = section.required("address", Kinds.GLOBAL_ADDRESS);
        Optional<IpAddress> localAddress = section.required("local-address", Kinds.GLOBAL_ADDRESS);
        List<IpAddress> nextHops = section.list("next-hops", Kinds.GLOBAL_ADDRESS);
        List<PrefixRange> accept = section.list("accept", Kinds.RANGE);
        List<PrefixRange> announce = section.list("announce", Kinds.RANGE);
        boolean passive = section.optional("passive", Kinds.FLAG).orElse(false);
        SessionProtection protection = ProtectionSections.protection(section);
        section.close();
        if (!section.isWhole()
                || hub.isEmpty()
                || interfaceName.isEmpty()
                || asn.isEmpty()
                || address.isEmpty()
                || localAddress.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Upstream(
                node.name(),
                hub.get(),
                interfaceName.get(),
                asn.get(),
                address.get(),
                localAddress.get(),
                nextHops.isEmpty() ? List.of(localAddress.get()) : nextHops,
                accept,
                announce,
                passive,
                protection));
    }
}
