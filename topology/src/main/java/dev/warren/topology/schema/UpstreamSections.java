package dev.warren.topology.schema;

import dev.warren.net.Asn;
import dev.warren.net.IpAddress;
import dev.warren.net.PrefixRange;
import dev.warren.topology.SessionAddresses;
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
        boolean unnumbered = section.optional("unnumbered", Kinds.FLAG).orElse(false);
        Optional<SessionAddresses> addresses = unnumbered ? noAddresses(section) : addresses(section);
        List<IpAddress> nextHops = unnumbered ? List.of() : section.list("next-hops", Kinds.GLOBAL_ADDRESS);
        List<PrefixRange> accept = section.list("accept", Kinds.RANGE);
        List<PrefixRange> announce = section.list("announce", Kinds.RANGE);
        boolean passive = section.optional("passive", Kinds.FLAG).orElse(false);
        SessionProtection protection = ProtectionSections.protection(section);
        section.close();
        if (!section.isWhole()
                || hub.isEmpty()
                || interfaceName.isEmpty()
                || asn.isEmpty()
                || (addresses.isEmpty() && !unnumbered)) {
            return Optional.empty();
        }
        return Optional.of(new Upstream(
                node.name(),
                hub.get(),
                interfaceName.get(),
                asn.get(),
                addresses,
                nextHops.isEmpty()
                        ? addresses.map(SessionAddresses::own).stream().toList()
                        : nextHops,
                accept,
                announce,
                passive,
                protection));
    }

    private static Optional<SessionAddresses> addresses(Section section) {
        Optional<IpAddress> address = section.required("address", Kinds.GLOBAL_ADDRESS);
        Optional<IpAddress> localAddress = section.required("local-address", Kinds.GLOBAL_ADDRESS);
        return address.flatMap(its -> localAddress.map(ours -> new SessionAddresses(its, ours)));
    }

    private static Optional<SessionAddresses> noAddresses(Section section) {
        for (String key : List.of("address", "local-address", "next-hops")) {
            if (section.node(key).isPresent()) {
                section.fail(
                        section.keyPosition(key),
                        "an unnumbered upstream has no '" + key + "': both sides use their link-local addresses",
                        "leave out '" + key + "' or 'unnumbered'");
            }
        }
        return Optional.empty();
    }
}
