package dev.warren.wg.kernel;

import dev.warren.linux.netlink.Attributes;
import dev.warren.linux.netlink.Errno;
import dev.warren.linux.netlink.NetlinkException;
import dev.warren.net.Endpoint;
import dev.warren.net.IpAddress;
import dev.warren.net.IpFamily;
import dev.warren.net.Prefix;
import dev.warren.net.PublicKey;
import dev.warren.wg.control.PeerState;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads a message of WG_CMD_GET_DEVICE's dump. A private key in it is passed over; of a preshared one it is seen only whether it is there. */
final class GetDeviceCodec {
    private static final long SECONDS_AT_MOST = 1L << 40;

    private GetDeviceCodec() {}

    /**
     * Reads the attributes of a message.
     *
     * @param withAllowedIps false to pass over the prefixes
     * @throws NetlinkException with EPROTO if a length or a value is wrong
     */
    static DevicePart decode(ByteBuffer attributes, boolean withAllowedIps) throws NetlinkException {
        var fields = new Object() {
            Optional<PublicKey> publicKey = Optional.empty();
            int listenPort;
            int fwmark;
        };
        List<PeerState> peers = new ArrayList<>();
        Attributes.visit(attributes, 0, (type, value) -> {
            switch (type) {
                case WireGuardNetlink.WGDEVICE_A_PUBLIC_KEY -> fields.publicKey = Optional.of(key(value));
                case WireGuardNetlink.WGDEVICE_A_LISTEN_PORT -> fields.listenPort = Attributes.u16(value);
                case WireGuardNetlink.WGDEVICE_A_FWMARK -> fields.fwmark = Attributes.u32(value);
                case WireGuardNetlink.WGDEVICE_A_PEERS ->
                    Attributes.visit(value, 0, (_, peer) -> peers.add(peer(peer, withAllowedIps)));
                default -> {}
            }
        });
        return new DevicePart(fields.publicKey, fields.listenPort, fields.fwmark, peers);
    }

    private static PeerState peer(ByteBuffer attributes, boolean withAllowedIps) throws NetlinkException {
        var fields = new Object() {
            @Nullable
            PublicKey key;

            Optional<Endpoint> endpoint = Optional.empty();
            Optional<Instant> lastHandshake = Optional.empty();
            long rxBytes;
            long txBytes;
            int keepalive;
            boolean presharedKey;
        };
        List<Prefix> allowedIps = new ArrayList<>();
        Attributes.visit(attributes, 0, (type, value) -> {
            switch (type) {
                case WireGuardNetlink.WGPEER_A_PUBLIC_KEY -> fields.key = key(value);
                case WireGuardNetlink.WGPEER_A_PRESHARED_KEY -> fields.presharedKey = isAny(value);
                case WireGuardNetlink.WGPEER_A_ENDPOINT -> fields.endpoint = EndpointCodec.decode(value);
                case WireGuardNetlink.WGPEER_A_PERSISTENT_KEEPALIVE_INTERVAL ->
                    fields.keepalive = Attributes.u16(value);
                case WireGuardNetlink.WGPEER_A_LAST_HANDSHAKE_TIME -> fields.lastHandshake = time(value);
                case WireGuardNetlink.WGPEER_A_RX_BYTES -> fields.rxBytes = Attributes.u64(value);
                case WireGuardNetlink.WGPEER_A_TX_BYTES -> fields.txBytes = Attributes.u64(value);
                case WireGuardNetlink.WGPEER_A_ALLOWEDIPS -> {
                    if (withAllowedIps) {
                        Attributes.visit(value, 0, (_, prefix) -> allowedIps.add(prefix(prefix)));
                    }
                }
                default -> {}
            }
        });
        if (fields.key == null) {
            throw malformed("a peer without a key");
        }
        return new PeerState(
                fields.key,
                fields.endpoint,
                fields.lastHandshake,
                fields.rxBytes,
                fields.txBytes,
                fields.keepalive,
                fields.presharedKey,
                allowedIps);
    }

    private static Prefix prefix(ByteBuffer attributes) throws NetlinkException {
        var fields = new Object() {
            Optional<IpFamily> family = Optional.empty();
            Optional<IpAddress> address = Optional.empty();
            int length = -1;
        };
        Attributes.visit(attributes, 0, (type, value) -> {
            switch (type) {
                case WireGuardNetlink.WGALLOWEDIP_A_FAMILY -> fields.family = Attributes.family(Attributes.u16(value));
                case WireGuardNetlink.WGALLOWEDIP_A_IPADDR ->
                    fields.address = Optional.of(Attributes.address(value, 0));
                case WireGuardNetlink.WGALLOWEDIP_A_CIDR_MASK -> fields.length = Attributes.u8(value);
                default -> {}
            }
        });
        if (fields.family.isEmpty() || fields.address.isEmpty() || fields.length < 0) {
            throw malformed("an AllowedIP without family, address or length");
        }
        return Attributes.prefix(fields.family.get(), fields.address, fields.length);
    }

    private static PublicKey key(ByteBuffer value) throws NetlinkException {
        if (value.limit() != PublicKey.BYTES) {
            throw malformed("a public key of " + value.limit() + " bytes");
        }
        byte[] bytes = new byte[PublicKey.BYTES];
        value.get(0, bytes);
        return PublicKey.of(bytes);
    }

    /** True if a byte isn't zero; takes the same time for every key. */
    private static boolean isAny(ByteBuffer value) {
        int any = 0;
        for (int at = 0; at < value.limit(); at++) {
            any |= value.get(at);
        }
        return any != 0;
    }

    /** struct __kernel_timespec {seconds64, nanoseconds64}; zero means never. */
    private static Optional<Instant> time(ByteBuffer value) throws NetlinkException {
        Attributes.requireFixedPart(value, 16);
        long seconds = value.getLong(0);
        long nanos = value.getLong(8);
        if (seconds < 0 || seconds > SECONDS_AT_MOST || nanos < 0 || nanos > 999_999_999) {
            throw malformed("a handshake at " + seconds + " s " + nanos + " ns");
        }
        return seconds == 0 && nanos == 0 ? Optional.empty() : Optional.of(Instant.ofEpochSecond(seconds, nanos));
    }

    private static NetlinkException malformed(String what) {
        return new NetlinkException("WireGuard device with " + what, Errno.EPROTO, "");
    }
}
