package dev.warren.wg.kernel;

import dev.warren.linux.netlink.Errno;
import dev.warren.linux.netlink.GenericNetlink;
import dev.warren.linux.netlink.NetlinkException;
import dev.warren.net.Prefix;
import dev.warren.net.PublicKey;
import dev.warren.wg.control.ChangeSteps;
import dev.warren.wg.control.DeviceChange;
import dev.warren.wg.control.DeviceState;
import dev.warren.wg.control.PeerState;
import dev.warren.wg.control.WireGuardControl;
import dev.warren.wg.control.WireGuardException;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Drives an interface of the kernel's WireGuard.
 *
 * <p>Prefixes are removed by WGALLOWEDIP_F_REMOVE_ME. A kernel that answers EINVAL to that (of before 6.16), or passes it over and
 * takes the removal for an addition (modules of before 5.2), is remembered: there they are moved to a dummy peer with a random key,
 * in one message that also removes the dummy.
 */
public final class KernelControl implements WireGuardControl {
    /** The kind of its links, for rtnetlink. */
    public static final String LINK_KIND = "wireguard";

    private static final String NO_WIREGUARD = "this kernel has no WireGuard: load its module by `modprobe wireguard`";
    private static final DeviceChange NOTHING = DeviceChange.ofPeers(List.of());

    /** How a prefix leaves a peer and goes to no other. */
    private enum Removal {
        /** Not tried yet. */
        UNKNOWN,
        /** By WGALLOWEDIP_F_REMOVE_ME. */
        DIRECT,
        /** To a dummy peer, and away with that. */
        BY_DUMMY
    }

    private final String interfaceName;
    private final GenericNetlink netlink;
    private final ReentrantLock lock = new ReentrantLock();
    private final PublicKey dummy = randomKey();
    private Removal removal = Removal.UNKNOWN;
    private boolean closed;

    KernelControl(String interfaceName, GenericNetlink netlink) {
        this.interfaceName = interfaceName;
        this.netlink = netlink;
    }

    /**
     * The control of an interface in the network namespace of the calling thread. Whether there is one is seen at the first use.
     *
     * @throws WireGuardException with ENOENT if the kernel has no WireGuard
     */
    public static KernelControl open(String interfaceName) throws IOException {
        try {
            return new KernelControl(
                    interfaceName, GenericNetlink.open(WireGuardNetlink.FAMILY, WireGuardNetlink.VERSION));
        } catch (NetlinkException refused) {
            if (refused.errno() == Errno.ENOENT) {
                throw refusal(NO_WIREGUARD, refused);
            }
            throw refused;
        }
    }

    @Override
    public DeviceState read() throws IOException {
        return StateCollector.collect(dump(true));
    }

    /** The kernel only tells everything; what this saves is the making of the prefixes. */
    @Override
    public List<PeerState> peers() throws IOException {
        return StateCollector.collect(dump(false)).peers();
    }

    private List<DevicePart> dump(boolean withAllowedIps) throws IOException {
        lock.lock();
        try {
            refuseIfClosed();
            List<DevicePart> parts = netlink.dump(
                    "read " + interfaceName,
                    WireGuardNetlink.WG_CMD_GET_DEVICE,
                    writer -> writer.attribute(WireGuardNetlink.WGDEVICE_A_IFNAME, interfaceName),
                    attributes -> Optional.of(GetDeviceCodec.decode(attributes, withAllowedIps)));
            if (parts.isEmpty()) {
                throw new WireGuardException("the kernel says nothing of " + interfaceName, Errno.EPROTO);
            }
            return parts;
        } catch (NetlinkException refused) {
            throw explained(refused, NOTHING);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void apply(DeviceChange change) throws IOException {
        lock.lock();
        try {
            refuseIfClosed();
            ChangeSteps steps = ChangeSteps.of(change);
            setAll(MessagePacker.additions(change, steps));
            if (!steps.prefixRemovals().isEmpty()) {
                removePrefixes(steps);
            }
            setAll(MessagePacker.peerRemovals(steps.peerRemovals()));
        } catch (NetlinkException refused) {
            throw explained(refused, change);
        } finally {
            lock.unlock();
        }
    }

    private void removePrefixes(ChangeSteps steps) throws IOException {
        switch (removal) {
            case DIRECT -> setAll(MessagePacker.directRemovals(steps.prefixRemovals()));
            case BY_DUMMY -> removeByDummy(steps);
            case UNKNOWN -> removeForTheFirstTime(steps);
        }
    }

    /** Asks for nothing that the peers don't have: a kernel that takes it for an addition would take that from another. */
    private void removeForTheFirstTime(ChangeSteps steps) throws IOException {
        Map<PublicKey, List<Prefix>> owned = steps.ownedRemovals(read());
        if (owned.isEmpty()) {
            return;
        }
        try {
            setAll(MessagePacker.directRemovals(owned));
            removal = steps.ownedRemovals(read()).isEmpty() ? Removal.DIRECT : Removal.BY_DUMMY;
        } catch (NetlinkException refused) {
            if (refused.errno() != Errno.EINVAL) {
                throw refused;
            }
            removal = Removal.BY_DUMMY;
        }
        if (removal == Removal.BY_DUMMY) {
            removeByDummy(steps);
        }
    }

    private void removeByDummy(ChangeSteps steps) throws IOException {
        try {
            setAll(MessagePacker.dummyRemovals(dummy, steps.stillOwned(read())));
        } catch (NetlinkException refused) {
            try {
                set(SetMessage.ofPeers(List.of(SetPeer.removal(dummy))));
            } catch (IOException refusedToo) {
                refused.addSuppressed(refusedToo);
            }
            throw refused;
        }
    }

    private void setAll(List<SetMessage> messages) throws IOException {
        for (SetMessage message : messages) {
            set(message);
        }
    }

    private void set(SetMessage message) throws IOException {
        try (LoadedKeys keys = LoadedKeys.of(message)) {
            netlink.execute(
                    "change " + interfaceName,
                    WireGuardNetlink.WG_CMD_SET_DEVICE,
                    writer -> SetDeviceCodec.encode(writer, interfaceName, message, keys));
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            if (!closed) {
                closed = true;
                netlink.close();
            }
        } finally {
            lock.unlock();
        }
    }

    private void refuseIfClosed() {
        if (closed) {
            throw new IllegalStateException("the control of " + interfaceName + " is closed");
        }
    }

    private WireGuardException explained(NetlinkException refused, DeviceChange change) {
        boolean ofTheSocket = change.listenPort().isPresent() || change.fwmark().isPresent();
        return refusal(
                switch (refused.errno()) {
                    case Errno.ENODEV -> "there is no interface " + interfaceName;
                    case Errno.EOPNOTSUPP -> interfaceName + " is not an interface of the kernel's WireGuard";
                    case Errno.EPERM ->
                        "the kernel's WireGuard is configured by root, or a process with CAP_NET_ADMIN, only"
                                + (ofTheSocket
                                        ? ": port and mark by one that has it where the interface was made, if that was in another"
                                                + " network namespace"
                                        : "");
                    case Errno.ENOENT -> NO_WIREGUARD;
                    case Errno.EADDRINUSE ->
                        "UDP port " + change.listenPort().orElse(0) + ", on which " + interfaceName
                                + " is to listen, is taken";
                    default -> String.valueOf(refused.getMessage());
                },
                refused);
    }

    private static WireGuardException refusal(String message, NetlinkException cause) {
        WireGuardException refusal = new WireGuardException(message, cause.errno());
        refusal.initCause(cause);
        return refusal;
    }

    private static PublicKey randomKey() {
        byte[] bytes = new byte[PublicKey.BYTES];
        new SecureRandom().nextBytes(bytes);
        return PublicKey.of(bytes);
    }
}
