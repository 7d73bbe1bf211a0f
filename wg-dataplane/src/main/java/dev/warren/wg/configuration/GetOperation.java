package dev.warren.wg.configuration;

import dev.warren.net.Prefix;
import dev.warren.wg.crypto.Secret;
import dev.warren.wg.engine.DeviceConfiguration;
import dev.warren.wg.engine.Peer;

/** {@code get=1}: the whole state, in the order of the protocol's description. */
final class GetOperation {
    private GetOperation() {}

    static Reply run(DeviceConfiguration device, ListenSettings listen) {
        Reply reply = new Reply();
        Secret privateKey = device.privateKey();
        if (privateKey != null) {
            reply.secret("private_key", privateKey);
        }
        reply.line("listen_port", listen.port());
        if (listen.mark() != 0) {
            reply.line("fwmark", Integer.toUnsignedString(listen.mark()));
        }
        for (Peer peer : device.peers()) {
            peer(reply, device, peer);
        }
        return reply.end(0);
    }

    private static void peer(Reply reply, DeviceConfiguration device, Peer peer) {
        reply.line("public_key", device.publicKey(peer).toHex());
        reply.secret("preshared_key", device.presharedKey(peer));
        reply.line("protocol_version", 1);
        PeersOperation.live(reply, device, peer);
        for (Prefix prefix : device.allowedIps(peer)) {
            reply.line("allowed_ip", prefix.toString());
        }
    }
}
