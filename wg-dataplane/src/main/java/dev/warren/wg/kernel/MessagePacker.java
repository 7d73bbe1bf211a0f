package dev.warren.wg.kernel;

import dev.warren.net.Prefix;
import dev.warren.net.PublicKey;
import dev.warren.wg.control.ChangeSteps;
import dev.warren.wg.control.DeviceChange;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Packs peers into messages of a bounded size: an attribute has at most 65,535 bytes, and the kernel holds its locks for a message.
 * A peer whose prefixes don't fit goes on in the next. Pure; used once.
 */
final class MessagePacker {
    /** Bytes of the peers of one message; header and settings take less than 200 more. */
    static final int BYTES_AT_MOST = 32_000;

    private final List<SetMessage> messages = new ArrayList<>();
    private final List<SetPeer> peers = new ArrayList<>();
    private SetMessage current;
    private int room = BYTES_AT_MOST;

    private MessagePacker(SetMessage first) {
        current = first;
    }

    /** The settings, new peers and added prefixes. */
    static List<SetMessage> additions(DeviceChange change, ChangeSteps steps) {
        MessagePacker packer = new MessagePacker(SetMessage.settings(change));
        steps.additions().forEach(peer -> packer.add(SetPeer.of(peer)));
        return packer.messages();
    }

    /** Removals of prefixes as kernels can since 2025 (WGALLOWEDIP_F_REMOVE_ME). */
    static List<SetMessage> directRemovals(Map<PublicKey, List<Prefix>> prefixes) {
        MessagePacker packer = new MessagePacker(SetMessage.ofPeers(List.of()));
        prefixes.forEach((key, lost) -> packer.add(SetPeer.losing(key, lost)));
        return packer.messages();
    }

    /**
     * Removals for kernels without that: each message moves prefixes to a dummy peer and removes it, and the prefixes with it.
     *
     * @param dummy a key that no peer has
     * @param prefixes what the peers to lose it still have
     */
    static List<SetMessage> dummyRemovals(PublicKey dummy, List<Prefix> prefixes) {
        if (prefixes.isEmpty()) {
            return List.of();
        }
        MessagePacker packer = new MessagePacker(SetMessage.ofPeers(List.of()));
        packer.add(SetPeer.ofFlags(dummy, 0).with(0, prefixes));
        return packer.messages().stream()
                .map(message -> message.withPeers(List.of(
                        SetPeer.ofFlags(dummy, 0)
                                .with(0, message.peers().getFirst().allowedIps()),
                        SetPeer.removal(dummy))))
                .toList();
    }

    static List<SetMessage> peerRemovals(List<PublicKey> keys) {
        MessagePacker packer = new MessagePacker(SetMessage.ofPeers(List.of()));
        keys.forEach(key -> packer.add(SetPeer.removal(key)));
        return packer.messages();
    }

    private void add(SetPeer peer) {
        SetPeer rest = peer;
        while (true) {
            begin();
            int fitting = fitting(rest);
            List<Prefix> prefixes = rest.allowedIps();
            peers.add(rest.with(rest.allowedIpFlags(), prefixes.subList(0, fitting)));
            if (fitting == prefixes.size()) {
                return;
            }
            rest = rest.continuation(prefixes.subList(fitting, prefixes.size()));
            room = 0;
        }
    }

    private void begin() {
        if (room < SetPeer.BYTES_AT_MOST + 64) {
            end();
        }
        room -= SetPeer.BYTES_AT_MOST;
    }

    private void end() {
        messages.add(current.withPeers(peers));
        peers.clear();
        current = SetMessage.ofPeers(List.of());
        room = BYTES_AT_MOST;
    }

    /** How many of the prefixes fit; what they take is taken. */
    private int fitting(SetPeer peer) {
        int count = 0;
        for (Prefix prefix : peer.allowedIps()) {
            int bytes = peer.bytesOf(prefix);
            if (bytes > room) {
                return count;
            }
            room -= bytes;
            count++;
        }
        return count;
    }

    private List<SetMessage> messages() {
        end();
        messages.removeIf(SetMessage::isEmpty);
        return List.copyOf(messages);
    }
}
