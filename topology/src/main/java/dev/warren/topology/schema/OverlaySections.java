package dev.warren.topology.schema;

import dev.warren.net.Asn;
import dev.warren.net.Prefix;
import dev.warren.topology.Bfd;
import dev.warren.topology.Overlay;
import dev.warren.topology.PlaneChoice;
import java.util.List;
import java.util.Optional;

/** The keys of {@code overlay}. */
final class OverlaySections {
    private OverlaySections() {}

    static Optional<Overlay> overlay(Section section) {
        Optional<String> name = section.required("name", Kinds.NAME_TEXT);
        Optional<Asn> asn = section.required("asn", Kinds.ASN);
        List<Prefix> prefixes = section.requiredList("prefixes", Kinds.OVERLAY_PREFIX);
        String interfaceName =
                section.optional("interface", Kinds.INTERFACE_NAME).orElse(Overlay.DEFAULT_INTERFACE);
        int mtu = section.optional("mtu", Kinds.MTU).orElse(Overlay.DEFAULT_MTU);
        int port = section.optional("listen-port", Kinds.PORT).orElse(Overlay.DEFAULT_LISTEN_PORT);
        int table = section.optional("table", Kinds.TABLE).orElse(Overlay.DEFAULT_TABLE);
        int priority = section.optional("rule-priority", Kinds.RULE_PRIORITY).orElse(Overlay.DEFAULT_RULE_PRIORITY);
        int protocol = section.optional("route-protocol", Kinds.ROUTE_PROTOCOL).orElse(Overlay.DEFAULT_ROUTE_PROTOCOL);
        int fwmark = section.optional("fwmark", Kinds.FWMARK).orElse(Overlay.DEFAULT_FWMARK);
        PlaneChoice plane = section.optional("plane", Kinds.PLANE).orElse(PlaneChoice.AUTO);
        Optional<Bfd> bfd = ProtectionSections.bfd(section);
        section.close();
        if (!section.isWhole() || name.isEmpty() || asn.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Overlay(
                name.get(),
                asn.get(),
                prefixes,
                interfaceName,
                mtu,
                port,
                table,
                priority,
                protocol,
                fwmark,
                plane,
                bfd));
    }
}
