package dev.warren.wg.engine;

import dev.warren.net.Prefix;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Who wants to know what happens to the peers. Without subscribers an event costs one load. Any thread. */
public final class DeviceEvents {
    /** At most so many at a time. */
    public static final int MOST_SUBSCRIBERS = 16;

    private final CopyOnWriteArrayList<Consumer<DeviceEvent>> subscribers = new CopyOnWriteArrayList<>();
    private final LongAdder prefixMoves = new LongAdder();

    DeviceEvents() {}

    /**
     * Adds a subscriber, which is called on the threads of the device, perhaps under its lock: it must neither block nor call the device.
     * Returns false if there are too many.
     */
    public synchronized boolean subscribe(Consumer<DeviceEvent> subscriber) {
        return subscribers.size() < MOST_SUBSCRIBERS && subscribers.add(subscriber);
    }

    public synchronized void unsubscribe(Consumer<DeviceEvent> subscriber) {
        subscribers.remove(subscriber);
    }

    /** How many prefixes moved from one peer to another. */
    public long prefixMoves() {
        return prefixMoves.sum();
    }

    void handshakeCompleted(Peer peer, long unixNanos) {
        if (!subscribers.isEmpty()) {
            publish(new DeviceEvent.HandshakeCompleted(peer.publicKey, unixNanos));
        }
    }

    void handshakeGivenUp(Peer peer) {
        if (!subscribers.isEmpty()) {
            publish(new DeviceEvent.HandshakeGivenUp(peer.publicKey));
        }
    }

    void sessionExpired(Peer peer) {
        if (!subscribers.isEmpty()) {
            publish(new DeviceEvent.SessionExpired(peer.publicKey));
        }
    }

    void clockRefused(Peer peer) {
        if (!subscribers.isEmpty()) {
            publish(new DeviceEvent.ClockRefused(peer.publicKey));
        }
    }

    void endpointSet(Peer peer, @Nullable PeerEndpoint from, PeerEndpoint to) {
        if (!subscribers.isEmpty() && (from == null || !from.isSamePlace(to))) {
            publish(new DeviceEvent.EndpointChanged(
                    peer.publicKey, Optional.ofNullable(from).map(PeerEndpoint::toEndpoint), to.toEndpoint()));
        }
    }

    void prefixMoved(Prefix prefix, Peer from, Peer to) {
        prefixMoves.increment();
        if (!subscribers.isEmpty()) {
            publish(new DeviceEvent.PrefixMoved(from.publicKey, to.publicKey, prefix));
        }
    }

    private void publish(DeviceEvent event) {
        subscribers.forEach(s -> s.accept(event));
    }
}
