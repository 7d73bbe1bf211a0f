package dev.warren.router.tunnel;

import dev.warren.linux.netlink.Errno;
import dev.warren.linux.netlink.InterfaceAddress;
import dev.warren.linux.netlink.Link;
import dev.warren.linux.netlink.NetlinkException;
import dev.warren.linux.netlink.RouteNetlink;
import dev.warren.net.IpAddress;
import dev.warren.net.Prefix;
import dev.warren.net.PublicKey;
import dev.warren.topology.PlaneChoice;
import dev.warren.topology.plan.NodePlan;
import dev.warren.topology.plan.TunnelPlan;
import dev.warren.wg.control.DeviceChange;
import dev.warren.wg.control.DeviceState;
import dev.warren.wg.control.PeerChange;
import dev.warren.wg.control.PeerState;
import dev.warren.wg.control.WireGuardControl;
import dev.warren.wg.control.WireGuardException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The tunnel interface of a node: brings it up as planned, keeps it so, and moves prefixes between its peers. */
public final class TunnelInterface implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TunnelInterface.class);
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final NodePlan node;
    private final TunnelPlan plan;
    private final PlaneSelection selection;
    private final TunnelOwnership ownership;
    private final RouteNetlink netlink;
    private Optional<TunnelPlane> plane = Optional.empty();
    private boolean presharedKeysLoaded;
    private Optional<DeviceState> lastRead = Optional.empty();

    /**
     * The interface of a node.
     *
     * @param choice which WireGuard carries it
     * @param command what starts the userspace WireGuard where none runs; the interface's name is added
     * @param runFolder where its output goes
     */
    public TunnelInterface(
            NodePlan node, PlaneChoice choice, List<String> command, Path runFolder, RouteNetlink netlink) {
        this.node = node;
        this.plan = node.tunnel();
        TunnelProcess process = new TunnelProcess(
                plan.interfaceName(), command, runFolder.resolve("wg-" + plan.interfaceName() + ".log"));
        this.ownership = new TunnelOwnership(node, process, netlink, PATIENCE);
        this.selection = new PlaneSelection(choice, plan.interfaceName(), netlink, ownership, process);
        this.netlink = netlink;
    }

    /** The plane, which is chosen once: at the first call. */
    private TunnelPlane plane() throws IOException {
        if (plane.isEmpty()) {
            plane = Optional.of(selection.open());
        }
        return plane.get();
    }

    private WireGuardControl control() throws IOException {
        return plane().control();
    }

    /** Which WireGuard carries it: {@code kernel} or {@code userspace}. */
    public String planeTitle() throws IOException {
        return plane().title();
    }

    /**
     * Makes interface, keys, peers, addresses and link state as planned.
     *
     * @return how many of them were not. Of a preshared key only its presence counts: it is written once to a device that this object
     *     finds, the same or another
     * @throws IOException if WireGuard or the kernel refuses, or the interface is another's
     */
    public int ensure() throws IOException {
        lastRead = Optional.empty();
        refuseIfForeign();
        int repairs = 0;
        if (plane().ensure()) {
            presharedKeysLoaded = false;
            repairs++;
        }
        ownership.mark(link());
        repairs += ensureDevice(control().read());
        return repairs + ensureLink();
    }

    /**
     * Refuses if there is an interface of this name that the node may not configure. It touches nothing.
     *
     * @throws IOException that says whose it is and what to do
     */
    public void refuseIfForeign() throws IOException {
        Optional<Link> link = netlink.link(plan.interfaceName());
        if (link.isPresent()) {
            ownership.requireAdoptable(link.get());
        }
    }

    /** The present index of the interface. */
    public int index() throws IOException {
        return link().index();
    }

    /** The state of the device. */
    public DeviceState read() throws IOException {
        return control().read();
    }

    /** The state of the device as the last {@link #ensure} has read it, if nothing was written since; as it is now when asked again. */
    public DeviceState takeState() throws IOException {
        Optional<DeviceState> taken = lastRead;
        lastRead = Optional.empty();
        return taken.isPresent() ? taken.get() : read();
    }

    /** The state of the peers, without AllowedIPs. */
    public List<PeerState> peers() throws IOException {
        return control().peers();
    }

    /** Adds prefixes to their peers; one that another peer has moves. */
    public void addAllowedIps(Map<Prefix, PublicKey> gains) throws IOException {
        lastRead = Optional.empty();
        control()
                .apply(DeviceChange.ofPeers(byPeer(gains).entrySet().stream()
                        .map(peer -> PeerChange.of(peer.getKey())
                                .updateOnly()
                                .add(peer.getValue())
                                .build())
                        .toList()));
    }

    /** Removes prefixes from the peers that have them. */
    public void removeAllowedIps(Map<Prefix, PublicKey> losses) throws IOException {
        lastRead = Optional.empty();
        control()
                .apply(DeviceChange.ofPeers(byPeer(losses).entrySet().stream()
                        .map(peer -> PeerChange.of(peer.getKey())
                                .updateOnly()
                                .remove(peer.getValue())
                                .build())
                        .toList()));
    }

    private static Map<PublicKey, List<Prefix>> byPeer(Map<Prefix, PublicKey> owners) {
        Map<PublicKey, List<Prefix>> prefixes = new HashMap<>();
        owners.forEach((prefix, key) ->
                prefixes.computeIfAbsent(key, _ -> new ArrayList<>()).add(prefix));
        return prefixes;
    }

    private int ensureDevice(DeviceState present) throws IOException {
        DeviceRepair repair = DeviceRepair.of(node, present, !presharedKeysLoaded, Instant.now());
        if (repair.isNothing()) {
            lastRead = Optional.of(present);
            return 0;
        }
        repair.strangers()
                .forEach(stranger -> LOG.warn("event=peer-removed key={} reason=\"not in the topology\"", stranger));
        change(repair.change());
        if (repair.change().privateKey().isPresent()) {
            checkKey();
        }
        presharedKeysLoaded = true;
        return repair.repairs();
    }

    private void change(DeviceChange change) throws IOException {
        try {
            control().apply(change);
        } catch (WireGuardException refused) {
            throw refused.errno() == Errno.EADDRINUSE ? portTaken(refused) : refused;
        }
    }

    private IOException portTaken(IOException cause) {
        return new IOException(
                "UDP port " + plan.listenPort() + ", on which " + plan.interfaceName()
                        + " is to listen, is taken: `ss -ulnp sport = :"
                        + plan.listenPort()
                        + "` says by which process (none: by a WireGuard interface of the kernel's, see "
                        + "`wg show all listen-port`); end that, or give the overlay another `listen-port` in the topology",
                cause);
    }

    private void checkKey() throws IOException {
        Optional<PublicKey> own = control().read().publicKey();
        if (!own.equals(Optional.of(plan.publicKey()))) {
            throw new IOException(
                    "the private key in " + plan.privateKeyFile() + " does not belong to the public key of "
                            + node.node() + " in the topology: put the output of `wg pubkey < " + plan.privateKeyFile()
                            + "` there");
        }
    }

    private int ensureLink() throws IOException {
        Link link = link();
        int repairs = 0;
        if (link.mtu() != plan.mtu()) {
            netlink.setMtu(link.index(), plan.mtu());
            repairs++;
        }
        List<InterfaceAddress> present = netlink.addresses(link.index());
        for (IpAddress address : plan.addresses()) {
            InterfaceAddress host = InterfaceAddress.host(link.index(), address);
            if (!present.contains(host)) {
                netlink.addAddress(host);
                repairs++;
            }
        }
        if (!link.up()) {
            setUp(link);
            repairs++;
        }
        return repairs;
    }

    /** The kernel's WireGuard binds its port only now. */
    private void setUp(Link link) throws IOException {
        try {
            netlink.setUp(link.index(), true);
        } catch (NetlinkException refused) {
            throw refused.errno() == Errno.EADDRINUSE ? portTaken(refused) : refused;
        }
    }

    private Link link() throws IOException {
        return netlink.link(plan.interfaceName())
                .orElseThrow(() -> new IOException("interface " + plan.interfaceName() + " is gone"));
    }

    /**
     * Removes the interface, and its process with it.
     *
     * @throws IOException if the kernel refuses, or the interface is another's and was left alone
     */
    public void delete() throws IOException {
        Optional<Link> link = netlink.link(plan.interfaceName());
        if (link.isPresent()) {
            ownership.delete(link.get());
        }
    }

    @Override
    public void close() {
        plane.ifPresent(TunnelPlane::close);
    }
}
