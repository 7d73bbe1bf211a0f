package dev.warren.wg.configuration;

import dev.warren.wg.engine.DeviceConfiguration;
import dev.warren.wg.engine.Peer;

/** {@code get=peers}: of {@code get=1} what changes by itself. No key but public ones, no prefixes: cheap to ask often. */
final class PeersOperation {
    private static final long SECOND = 1_000_000_000L;

    private PeersOperation() {}

    static Reply run(DeviceConfiguration device) {
        Reply reply = new Reply();
        for (Peer peer : device.peers()) {
            reply.line("public_key", device.publicKey(peer).toHex());
            live(reply, device, peer);
        }
        return reply.end(0);
    }

    static void live(Reply reply, DeviceConfiguration device, Peer peer) {
        device.endpoint(peer).ifPresent(endpoint -> reply.line("endpoint", endpoint.toString()));
        reply.line("last_handshake_time_sec", device.lastHandshake(peer) / SECOND);
        reply.line("last_handshake_time_nsec", device.lastHandshake(peer) % SECOND);
        reply.line("tx_bytes", device.sentBytes(peer));
        reply.line("rx_bytes", device.receivedBytes(peer));
        reply.line("persistent_keepalive_interval", device.persistentKeepalive(peer));
    }
}
