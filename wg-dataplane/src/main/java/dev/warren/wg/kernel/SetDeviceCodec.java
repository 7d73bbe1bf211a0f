package dev.warren.wg.kernel;

import dev.warren.linux.netlink.MessageWriter;
import dev.warren.net.IpFamily;
import dev.warren.net.Prefix;
import dev.warren.wg.control.KeyFile;
import dev.warren.wg.control.KeyReader;
import dev.warren.wg.control.PresharedKey;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Writes the attributes of WG_CMD_SET_DEVICE. */
final class SetDeviceCodec {
    private SetDeviceCodec() {}

    /** Writes a message whose keys are loaded. */
    static void encode(MessageWriter writer, String interfaceName, SetMessage message, LoadedKeys keys) {
        writer.attribute(WireGuardNetlink.WGDEVICE_A_IFNAME, interfaceName);
        message.privateKey()
                .ifPresent(file -> writer.attribute(WireGuardNetlink.WGDEVICE_A_PRIVATE_KEY, keys.of(file)));
        message.listenPort().ifPresent(port -> writer.attributeShort(WireGuardNetlink.WGDEVICE_A_LISTEN_PORT, port));
        message.fwmark().ifPresent(mark -> writer.attribute(WireGuardNetlink.WGDEVICE_A_FWMARK, mark));
        if (message.replacePeers()) {
            writer.attribute(WireGuardNetlink.WGDEVICE_A_FLAGS, WireGuardNetlink.WGDEVICE_F_REPLACE_PEERS);
        }
        if (!message.peers().isEmpty()) {
            writer.nest(
                    WireGuardNetlink.WGDEVICE_A_PEERS,
                    peers -> message.peers().forEach(peer -> peers.nest(0, inside -> encode(inside, peer, keys))));
        }
    }

    private static void encode(MessageWriter writer, SetPeer peer, LoadedKeys keys) {
        writer.attribute(
                WireGuardNetlink.WGPEER_A_PUBLIC_KEY, ByteBuffer.wrap(peer.key().toBytes()));
        if (peer.flags() != 0) {
            writer.attribute(WireGuardNetlink.WGPEER_A_FLAGS, peer.flags());
        }
        peer.presharedKey()
                .ifPresent(key -> writer.attribute(WireGuardNetlink.WGPEER_A_PRESHARED_KEY, bytes(key, keys)));
        peer.endpoint()
                .ifPresent(endpoint -> writer.attribute(
                        WireGuardNetlink.WGPEER_A_ENDPOINT, EndpointCodec.encode(endpoint, ByteOrder.nativeOrder())));
        peer.persistentKeepalive()
                .ifPresent(seconds ->
                        writer.attributeShort(WireGuardNetlink.WGPEER_A_PERSISTENT_KEEPALIVE_INTERVAL, seconds));
        if (!peer.allowedIps().isEmpty()) {
            writer.nest(WireGuardNetlink.WGPEER_A_ALLOWEDIPS, prefixes -> {
                for (Prefix prefix : peer.allowedIps()) {
                    prefixes.nest(0, inside -> encode(inside, prefix, peer.allowedIpFlags()));
                }
            });
        }
    }

    private static ByteBuffer bytes(PresharedKey key, LoadedKeys keys) {
        return switch (key) {
            case PresharedKey.InFile(KeyFile file) -> keys.of(file);
            case PresharedKey.None() -> ByteBuffer.allocate(KeyReader.KEY_BYTES);
        };
    }

    private static void encode(MessageWriter writer, Prefix prefix, int flags) {
        boolean v4 = prefix.family() == IpFamily.V4;
        writer.attributeShort(
                        WireGuardNetlink.WGALLOWEDIP_A_FAMILY,
                        v4 ? WireGuardNetlink.AF_INET : WireGuardNetlink.AF_INET6)
                .attribute(WireGuardNetlink.WGALLOWEDIP_A_IPADDR, prefix.address())
                .attributeByte(WireGuardNetlink.WGALLOWEDIP_A_CIDR_MASK, prefix.length());
        if (flags != 0) {
            writer.attribute(WireGuardNetlink.WGALLOWEDIP_A_FLAGS, flags);
        }
    }
}
