package dev.warren.wg.configuration;

import dev.warren.wg.engine.DeviceConfiguration;
import dev.warren.wg.engine.DropReason;
import dev.warren.wg.engine.Peer;
import java.util.Locale;
import java.util.Map;

/** {@code get=counters}: what was dropped and why, of the device and of each peer, and how many prefixes moved. */
final class CountersOperation {
    private CountersOperation() {}

    static Reply run(DeviceConfiguration device) {
        Reply reply = new Reply();
        drops(reply, device.drops());
        reply.line("prefix_moves", device.prefixMoves());
        for (Peer peer : device.peers()) {
            reply.line("public_key", device.publicKey(peer).toHex());
            drops(reply, device.drops(peer));
        }
        return reply.end(0);
    }

    private static void drops(Reply reply, Map<DropReason, Long> counts) {
        counts.forEach((reason, count) -> reply.line("drop_" + reason.name().toLowerCase(Locale.ROOT), count));
    }
}
