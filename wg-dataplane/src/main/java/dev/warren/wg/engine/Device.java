package dev.warren.wg.engine;

import dev.warren.net.PublicKey;
import dev.warren.wg.allowedips.AllowedIps;
import dev.warren.wg.cookie.MacChecker;
import dev.warren.wg.crypto.Aead;
import dev.warren.wg.noise.Identity;
import dev.warren.wg.timers.PeerTimers;
import dev.warren.wg.timers.TimerParameters;
import dev.warren.wg.timers.TimerWheel;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.ReentrantLock;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * A WireGuard device: its identity, its peers, and the tables that the paths share. Make one path of each kind, each for its own
 * thread; configure it through {@link #configure} from any thread.
 */
public final class Device {
    private static final int DEFAULT_MTU = 1_420;

    private final TimerParameters timers;
    private final RandomGenerator random;
    private final Runnable wakeControl;
    /** Fair: the control path takes it again at once while handshakes flood in, and configuration must get its turn. */
    private final ReentrantLock lock = new ReentrantLock(true);

    private final Map<PublicKey, Peer> peers = new LinkedHashMap<>();
    private final AllowedIps<Peer> allowedIps = new AllowedIps<>();
    private final IndexTable indexes;
    private final HandshakeQueue handshakes = new HandshakeQueue();
    private final ConcurrentLinkedQueue<Peer> requests = new ConcurrentLinkedQueue<>();
    private final Quiescence quiescence = new Quiescence();
    private final Drops drops = new Drops();
    private final TimerWheel<Peer> wheel = new TimerWheel<>();
    private final DeviceEvents events = new DeviceEvents();
    private final InitiationClock clock;
    private final DeviceConfiguration configuration = new DeviceConfiguration(this);

    private @Nullable Identity identity;
    private volatile @Nullable MacChecker macChecker;
    private volatile int mtu = DEFAULT_MTU;
    private volatile boolean up;

    /**
     * A device without identity or peers, down.
     *
     * @param random a secure generator that any thread may use
     * @param wakeControl wakes the thread that runs the control path; called from any thread
     */
    public Device(TimerParameters timers, RandomGenerator random, Runnable wakeControl) {
        this(timers, random, wakeControl, new InitiationClock(InitiationClock.Store.NONE));
    }

    /** The same with a clock for its initiations. */
    public Device(TimerParameters timers, RandomGenerator random, Runnable wakeControl, InitiationClock clock) {
        this.clock = clock;
        this.timers = timers;
        this.random = random;
        this.wakeControl = wakeControl;
        this.indexes = new IndexTable(random);
    }

    /** The path of the thread that reads the interface. */
    public OutboundPath outboundPath(Aead aead, Transmitter transmitter, Unreachable unreachable) {
        return new OutboundPath(this, aead, transmitter, unreachable);
    }

    /** The path of the thread that reads the sockets. */
    public InboundPath inboundPath(Aead aead, PacketSink sink) {
        return inboundPath(aead, sink, FloodGuard.NONE);
    }

    /** The same with a guard against floods. */
    public InboundPath inboundPath(Aead aead, PacketSink sink, FloodGuard guard) {
        return new InboundPath(this, aead, sink, guard);
    }

    /** The path of the thread for all else. */
    public ControlPath controlPath(Aead aead, Transmitter transmitter) {
        return new ControlPath(this, aead, random, transmitter);
    }

    /** Runs something on the configuration while nothing else changes it. */
    public <T> T configure(java.util.function.Function<DeviceConfiguration, T> change) {
        lock.lock();
        try {
            return change.apply(configuration);
        } finally {
            lock.unlock();
        }
    }

    /** What was dropped, and why. */
    public Drops drops() {
        return drops;
    }

    /** What happens to the peers. */
    public DeviceEvents events() {
        return events;
    }

    /** The timestamps of initiations. The control path's. */
    InitiationClock initiationClock() {
        return clock;
    }

    /** Puts off the end of things that data threads may be using. */
    public Quiescence quiescence() {
        return quiescence;
    }

    /** The interface's MTU in bytes: padding does not pass it. */
    public void setMtu(int bytes) {
        mtu = bytes;
    }

    int mtu() {
        return mtu;
    }

    /** True while the interface is up. */
    public boolean isUp() {
        return up;
    }

    /** The interface went up or down: peers that packets wait for and those with a persistent keepalive are called, or all sessions end. */
    public void setUp(boolean isUp) {
        configure(c -> {
            if (isUp == up) {
                return c;
            }
            up = isUp;
            for (Peer peer : peers.values()) {
                if (!isUp) {
                    endSessions(peer);
                } else {
                    keepAlive(peer);
                    if (!peer.staged.isEmpty()) {
                        request(peer, Peer.FLUSH);
                    }
                }
            }
            return c;
        });
    }

    /**
     * Wipes the keys of all sessions and handshakes under way: the machine was suspended, and who had it meanwhile may have its memory. New
     * sessions are made when there is something to send.
     */
    public void expireSessions() {
        configure(c -> {
            for (Peer peer : peers.values()) {
                expireSession(peer);
                peer.handshakeSent = false;
                if (peer.persistentKeepaliveSeconds() != 0) {
                    request(peer, Peer.KEEPALIVE);
                }
            }
            return c;
        });
    }

    /** Asks the control path for something of a peer; cheap if it was asked already. Any thread. */
    void request(Peer peer, int what) {
        int before = peer.requests.get();
        while ((before & what) != what) {
            if (peer.requests.compareAndSet(before, before | what)) {
                if (before == 0) {
                    requests.add(peer);
                    wakeControl.run();
                }
                return;
            }
            before = peer.requests.get();
        }
    }

    /** Asks for a handshake unless one is under way. Any thread. */
    void requestHandshake(Peer peer, long now) {
        if (!peer.handshakeSent || now - peer.handshakeSentAt >= timers.rekeyTimeout()) {
            request(peer, Peer.INITIATE);
        }
    }

    @Nullable
    Peer nextRequest() {
        return requests.poll();
    }

    void wakeControl() {
        wakeControl.run();
    }

    long randomSeed() {
        return random.nextLong();
    }

    TimerParameters timers() {
        return timers;
    }

    AllowedIps<Peer> allowedIps() {
        return allowedIps;
    }

    IndexTable indexes() {
        return indexes;
    }

    HandshakeQueue handshakes() {
        return handshakes;
    }

    @Nullable
    MacChecker macChecker() {
        return macChecker;
    }

    void lock() {
        lock.lock();
    }

    void unlock() {
        lock.unlock();
    }

    // Below: under the lock.

    @Nullable
    Identity identity() {
        return identity;
    }

    Map<PublicKey, Peer> peers() {
        return peers;
    }

    TimerWheel<Peer> wheel() {
        return wheel;
    }

    /** Has the wheel come up when a peer's nearest timer does. */
    void schedule(Peer peer) {
        long deadline = peer.timers.schedule();
        if (deadline != 0) {
            wheel.set(peer.deadline, deadline);
        }
    }

    void setIdentity(@Nullable Identity changed) {
        Identity before = identity;
        identity = changed;
        macChecker = changed == null ? null : new MacChecker(changed.publicKey(), random);
        for (Peer peer : peers.values()) {
            endSessions(peer);
            peer.forgetStaticStatic();
            keepAlive(peer);
        }
        if (before != null) {
            before.wipe();
        }
    }

    /** Begins to keep a peer alive, if that is wanted and the interface is up. */
    void keepAlive(Peer peer) {
        if (up && peer.persistentKeepaliveSeconds() != 0) {
            request(peer, Peer.KEEPALIVE);
        }
    }

    Peer addPeer(PublicKey key) {
        PeerTimers peerTimers = new PeerTimers(timers, random::nextLong);
        Peer peer = new Peer(key, peerTimers, this::bury);
        peerTimers.whenEarlier(() -> request(peer, Peer.TIMERS));
        peers.put(key, peer);
        return peer;
    }

    void removePeer(Peer peer) {
        peers.remove(peer.publicKey);
        peer.removed = true;
        wheel.unset(peer.deadline);
        allowedIps.removeAll(peer.prefixes);
        endSessions(peer);
        peer.wipe();
    }

    /** Sets where a peer is. Any thread. */
    void setEndpoint(Peer peer, PeerEndpoint to) {
        PeerEndpoint from = peer.endpoint;
        peer.endpoint = to;
        events.endpointSet(peer, from, to);
    }

    /** Wipes the keys and the handshake of a peer; its timers go on. */
    void expireSession(Peer peer) {
        boolean had = peer.slots.hasAny();
        forgetHandshake(peer);
        peer.slots.clear();
        if (had) {
            events.sessionExpired(peer);
        }
    }

    /** Ends what depends on keys: handshake, sessions, timers, what is staged. */
    void endSessions(Peer peer) {
        forgetHandshake(peer);
        peer.slots.clear();
        peer.timers.stop();
        peer.staged.takeAll();
        peer.handshakeSent = false;
    }

    void forgetHandshake(Peer peer) {
        IndexTable.Entry entry = peer.handshakeEntry;
        if (entry != null) {
            indexes.remove(entry.index);
        }
        peer.handshakeEntry = null;
        peer.forgetHandshake();
    }

    private void bury(Keypair keypair) {
        indexes.remove(keypair.localIndex);
        quiescence.retire(keypair::wipe);
    }
}
