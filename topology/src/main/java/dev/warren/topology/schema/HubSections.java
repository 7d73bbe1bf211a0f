package dev.warren.topology.schema;

import dev.warren.net.Endpoint;
import dev.warren.net.IpAddress;
import dev.warren.net.PublicKey;
import dev.warren.net.RouterId;
import dev.warren.topology.Hub;
import dev.warren.topology.PlaneChoice;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The keys of a hub. */
final class HubSections {
    private HubSections() {}

    static Optional<Hub> hub(NodeSection node) {
        Section section = node.section();
        Optional<RouterId> routerId = section.required("router-id", Kinds.ROUTER_ID);
        List<IpAddress> addresses = section.requiredList("addresses", Kinds.GLOBAL_ADDRESS);
        List<Endpoint> endpoints = section.requiredList("endpoints", Kinds.ENDPOINT);
        Optional<PublicKey> publicKey = KeySections.publicKey(section, "public-key");
        Optional<Path> privateKey = KeySections.requiredSecret(section, "private-key");
        boolean reflector = section.optional("reflector", Kinds.FLAG).orElse(false);
        Optional<PlaneChoice> plane = section.optional("plane", Kinds.PLANE);
        section.close();
        if (!section.isWhole() || routerId.isEmpty() || publicKey.isEmpty() || privateKey.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Hub(
                node.name(),
                routerId.get(),
                addresses,
                endpoints,
                publicKey.get(),
                privateKey.get(),
                reflector,
                plane));
    }
}
