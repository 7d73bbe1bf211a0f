package dev.warren.router.tunnel;

import dev.warren.linux.netlink.Link;
import dev.warren.linux.netlink.RouteNetlink;
import dev.warren.topology.plan.NodePlan;
import dev.warren.wg.control.DeviceState;
import dev.warren.wg.control.WireGuardControl;
import dev.warren.wg.kernel.KernelControl;
import dev.warren.wg.uapi.UapiClient;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/**
 * Tells the node's own tunnel interface from one of the same name that somebody else has made, which is left alone (rule 1). What
 * Warren makes or adopts gets a mark, the link's alias {@code warren:NODE}. Without it a device that has the planned key is the
 * node's own, too: one of before there were marks.
 */
final class TunnelOwnership {
    /** The kind of the links that userspace implementations make. */
    static final String TUN = "tun";

    private static final String MARK = "warren:";

    private final NodePlan node;
    private final TunnelProcess process;
    private final RouteNetlink netlink;
    private final Duration patience;

    /**
     * Of a node's tunnel.
     *
     * @param process what may serve it
     * @param patience how long a TUN device may be there before a process answers for it
     */
    TunnelOwnership(NodePlan node, TunnelProcess process, RouteNetlink netlink, Duration patience) {
        this.node = node;
        this.process = process;
        this.netlink = netlink;
        this.patience = patience;
    }

    private String mark() {
        return MARK + node.node();
    }

    /**
     * Refuses a link that the node may not configure: one that isn't its own. A WireGuard device without a key and peers that nobody
     * has marked may be: an operator has made it for this, or a crash came right after its making.
     *
     * @throws IOException that says whose it is and what to do
     */
    void requireAdoptable(Link link) throws IOException {
        if (isMarked(link)) {
            return;
        }
        Optional<DeviceState> state = state(link);
        boolean adoptable =
                hasPlannedKey(state) || (isBlank(state) && !link.alias().startsWith(MARK));
        if (!adoptable && isThere(link)) {
            throw refusal(link, state);
        }
    }

    /**
     * Refuses a link that the node may not delete: one that it didn't make.
     *
     * @throws IOException that says whose it is and what to do
     */
    void requireOwn(Link link) throws IOException {
        if (!isMarked(link)) {
            Optional<DeviceState> state = state(link);
            if (!hasPlannedKey(state)) {
                throw refusal(link, state);
            }
        }
    }

    /** False if it has vanished meanwhile, as the TUN device of a process that ends does. */
    private boolean isThere(Link link) throws IOException {
        return netlink.link(link.name())
                .filter(present -> present.index() == link.index())
                .isPresent();
    }

    /** Marks a link that is the node's; words that an operator has put there stay. */
    void mark(Link link) throws IOException {
        if (link.alias().isEmpty() || (link.alias().startsWith(MARK) && !isMarked(link))) {
            netlink.setAlias(link.index(), mark());
        }
    }

    private boolean isMarked(Link link) {
        return (link.kind().equals(TUN) || link.kind().equals(KernelControl.LINK_KIND))
                && link.alias().equals(mark());
    }

    private boolean hasPlannedKey(Optional<DeviceState> state) {
        return state.flatMap(DeviceState::publicKey)
                .equals(Optional.of(node.tunnel().publicKey()));
    }

    private static boolean isBlank(Optional<DeviceState> state) {
        return state.isPresent()
                && state.get().publicKey().isEmpty()
                && state.get().peers().isEmpty();
    }

    /** What the WireGuard device of a link has; empty where it is none, or a TUN device that no process answers for. */
    private Optional<DeviceState> state(Link link) throws IOException {
        return switch (link.kind()) {
            case KernelControl.LINK_KIND -> {
                try (WireGuardControl control = KernelControl.open(link.name())) {
                    yield Optional.of(control.read());
                }
            }
            case TUN -> {
                if (!process.awaitAnswer(patience)) {
                    yield Optional.empty();
                }
                try (WireGuardControl control = UapiClient.of(link.name())) {
                    yield Optional.of(control.read());
                }
            }
            default -> Optional.empty();
        };
    }

    private IOException refusal(Link link, Optional<DeviceState> state) {
        return new IOException("interface " + link.name() + " is not this node's: it is " + title(link, state)
                + "; nothing was changed. Give the overlay another `interface` in the topology, or, if nobody needs it, "
                + "delete it: `ip link delete " + link.name() + "`");
    }

    private static String title(Link link, Optional<DeviceState> state) {
        String kind = switch (link.kind()) {
            case KernelControl.LINK_KIND -> "a WireGuard interface of the kernel's";
            case TUN ->
                state.isPresent() ? "a WireGuard interface of a process" : "a TUN device without a WireGuard process";
            case "" -> "no WireGuard interface";
            default -> "an interface of the kind " + link.kind();
        };
        String device = state.map(TunnelOwnership::contents).orElse("");
        return kind + device + (link.alias().isEmpty() ? "" : ", marked \"" + link.alias() + "\"");
    }

    private static String contents(DeviceState state) {
        return state.publicKey().map(key -> " with the key " + key).orElse(" without a key") + " and "
                + state.peers().size() + " peers";
    }
}
