package dev.warren.wg.kernel;

import dev.warren.linux.netlink.Attributes;
import dev.warren.linux.netlink.Errno;
import dev.warren.linux.netlink.GenericNetlink;
import dev.warren.linux.netlink.MessageWriter;
import dev.warren.linux.netlink.NetlinkException;
import dev.warren.net.Prefix;
import dev.warren.net.PublicKey;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** A kernel with one device, which understands the bytes of both commands as Linux does, in as far as prefixes go. */
final class FakeKernel implements GenericNetlink {
    private static final int PEERS_IN_A_MESSAGE = 3;
    private static final int PREFIXES_IN_A_MESSAGE = 4;

    /** What each peer owns, in the order in which the peers came. */
    final Map<PublicKey, List<Prefix>> peers = new LinkedHashMap<>();
    /** The bytes of each message that was sent. */
    final List<Integer> lengths = new ArrayList<>();

    /** What it makes of WGALLOWEDIP_F_REMOVE_ME. */
    enum Removal {
        /** What it says, since 6.16. */
        KNOWN,
        /** EINVAL. */
        REFUSED,
        /** Nothing, and adds the prefix: modules of before 5.2. */
        PASSED_OVER
    }

    private final Removal ofPrefixes;
    /** The error of every further call; 0 for none. */
    int refuses;

    int listenPort;
    boolean closed;

    /** After so many further peers, in a message or between two, each is refused with ENOMEM. */
    int peersUntilFailure = Integer.MAX_VALUE;

    /** How often it is; then all is well again. */
    int failures;

    FakeKernel(Removal ofPrefixes) {
        this.ofPrefixes = ofPrefixes;
    }

    private ByteBuffer written(Consumer<MessageWriter> attributes) {
        ByteBuffer buffer = ByteBuffer.allocateDirect(1 << 17).order(ByteOrder.nativeOrder());
        attributes.accept(new MessageWriter(buffer));
        return buffer.flip().slice().order(ByteOrder.nativeOrder());
    }

    private void refuse() throws NetlinkException {
        if (refuses != 0) {
            throw new NetlinkException("call", refuses, "");
        }
    }

    @Override
    public void execute(String attempt, int command, Consumer<MessageWriter> attributes) throws NetlinkException {
        refuse();
        ByteBuffer message = written(attributes);
        lengths.add(message.limit());
        Attributes.visit(message, 0, (type, value) -> {
            switch (type) {
                case WireGuardNetlink.WGDEVICE_A_LISTEN_PORT -> listenPort = Attributes.u16(value);
                case WireGuardNetlink.WGDEVICE_A_FLAGS -> peers.clear();
                case WireGuardNetlink.WGDEVICE_A_PEERS -> Attributes.visit(value, 0, (_, peer) -> set(peer));
                default -> {}
            }
        });
    }

    private void set(ByteBuffer attributes) throws NetlinkException {
        if (peersUntilFailure == 0 && failures > 0) {
            failures--;
            throw new NetlinkException("set " + failures, Errno.ENOMEM, "");
        }
        peersUntilFailure = Math.max(0, peersUntilFailure - 1);
        PublicKey key = PublicKey.of(bytes(
                attribute(attributes, WireGuardNetlink.WGPEER_A_PUBLIC_KEY).orElseThrow()));
        Optional<ByteBuffer> flagsValue = attribute(attributes, WireGuardNetlink.WGPEER_A_FLAGS);
        int flags = flagsValue.isEmpty() ? 0 : Attributes.u32(flagsValue.get());
        if ((flags & WireGuardNetlink.WGPEER_F_REMOVE_ME) != 0) {
            peers.remove(key);
            return;
        }
        if ((flags & WireGuardNetlink.WGPEER_F_UPDATE_ONLY) != 0 && !peers.containsKey(key)) {
            return;
        }
        List<Prefix> owned = peers.computeIfAbsent(key, _ -> new ArrayList<>());
        Optional<ByteBuffer> prefixes = attribute(attributes, WireGuardNetlink.WGPEER_A_ALLOWEDIPS);
        if (prefixes.isPresent()) {
            Attributes.visit(prefixes.get(), 0, (_, prefix) -> setPrefix(owned, prefix));
        }
    }

    private void setPrefix(List<Prefix> owned, ByteBuffer attributes) throws NetlinkException {
        Optional<ByteBuffer> flags = attribute(attributes, WireGuardNetlink.WGALLOWEDIP_A_FLAGS);
        if (flags.isPresent() && ofPrefixes == Removal.REFUSED) {
            throw new NetlinkException("set", Errno.EINVAL, "");
        }
        ByteBuffer family =
                attribute(attributes, WireGuardNetlink.WGALLOWEDIP_A_FAMILY).orElseThrow();
        ByteBuffer address =
                attribute(attributes, WireGuardNetlink.WGALLOWEDIP_A_IPADDR).orElseThrow();
        ByteBuffer length =
                attribute(attributes, WireGuardNetlink.WGALLOWEDIP_A_CIDR_MASK).orElseThrow();
        Prefix prefix = Attributes.prefix(
                Attributes.family(Attributes.u16(family)).orElseThrow(),
                Optional.of(Attributes.address(address, 0)),
                Attributes.u8(length));
        if (flags.isPresent() && ofPrefixes == Removal.KNOWN) {
            owned.remove(prefix);
        } else {
            peers.values().forEach(all -> all.remove(prefix));
            owned.add(prefix);
        }
    }

    private static Optional<ByteBuffer> attribute(ByteBuffer attributes, int wanted) throws NetlinkException {
        List<ByteBuffer> found = new ArrayList<>();
        Attributes.visit(attributes, 0, (type, value) -> {
            if (type == wanted) {
                found.add(value);
            }
        });
        return found.stream().findFirst();
    }

    private static byte[] bytes(ByteBuffer value) {
        byte[] bytes = new byte[value.limit()];
        value.get(0, bytes);
        return bytes;
    }

    /** Cuts peers and their prefixes into small messages, as the kernel does into large ones. */
    @Override
    public <T> List<T> dump(String attempt, int command, Consumer<MessageWriter> attributes, Decoder<T> decoder)
            throws NetlinkException {
        refuse();
        List<Consumer<MessageWriter>> parts = new ArrayList<>();
        peers.forEach((key, prefixes) -> {
            int from = 0;
            do {
                int begin = from;
                int end = Math.min(prefixes.size(), from + PREFIXES_IN_A_MESSAGE);
                parts.add(writer -> writer.nest(0, peer -> peer(peer, key, begin, prefixes.subList(begin, end))));
                from = end;
            } while (from < prefixes.size());
        });
        List<T> decoded = new ArrayList<>();
        int at = 0;
        do {
            boolean first = at == 0;
            List<Consumer<MessageWriter>> these = parts.subList(at, Math.min(parts.size(), at + PEERS_IN_A_MESSAGE));
            decoder.decode(written(writer -> {
                        if (first) {
                            writer.attributeShort(WireGuardNetlink.WGDEVICE_A_LISTEN_PORT, listenPort);
                        }
                        writer.nest(WireGuardNetlink.WGDEVICE_A_PEERS, all -> these.forEach(part -> part.accept(all)));
                    }))
                    .ifPresent(decoded::add);
            at += these.size();
        } while (at < parts.size());
        return decoded;
    }

    private static void peer(MessageWriter writer, PublicKey key, int begin, List<Prefix> prefixes) {
        writer.attribute(WireGuardNetlink.WGPEER_A_PUBLIC_KEY, ByteBuffer.wrap(key.toBytes()));
        if (begin == 0) {
            writer.attributeShort(WireGuardNetlink.WGPEER_A_PERSISTENT_KEEPALIVE_INTERVAL, 25);
        }
        writer.nest(
                WireGuardNetlink.WGPEER_A_ALLOWEDIPS,
                all -> prefixes.forEach(prefix -> all.nest(
                        0,
                        inside -> inside.attributeShort(
                                        WireGuardNetlink.WGALLOWEDIP_A_FAMILY,
                                        prefix.family().bits() == 32
                                                ? WireGuardNetlink.AF_INET
                                                : WireGuardNetlink.AF_INET6)
                                .attribute(WireGuardNetlink.WGALLOWEDIP_A_IPADDR, prefix.address())
                                .attributeByte(WireGuardNetlink.WGALLOWEDIP_A_CIDR_MASK, prefix.length()))));
    }

    @Override
    public void close() {
        closed = true;
    }
}
