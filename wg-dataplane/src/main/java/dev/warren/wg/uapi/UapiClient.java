package dev.warren.wg.uapi;

import dev.warren.net.PublicKey;
import dev.warren.wg.control.DeviceChange;
import dev.warren.wg.control.DeviceState;
import dev.warren.wg.control.KeyReader;
import dev.warren.wg.control.PeerState;
import dev.warren.wg.control.WireGuardControl;
import dev.warren.wg.control.WireGuardException;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Drives a userspace WireGuard by its configuration socket.
 *
 * <p>Prefixes are removed by {@code allowed_ip=-PREFIX}. A device that answers EINVAL to that (wireguard-go of before 2025) is
 * remembered: there they are moved to a dummy peer with a random key, in one operation that also removes the dummy.
 */
public final class UapiClient implements WireGuardControl {
    private static final int EINVAL = 22;
    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    private final Path socket;
    private final Duration timeout;
    private final ReentrantLock lock = new ReentrantLock();
    private final OwnPublicKey ownPublicKey = new OwnPublicKey();
    private final PublicKey dummy = randomKey();
    private boolean removesByDummy;
    private boolean tellsOnlyAll;

    /**
     * @param socket the path of the device's socket
     * @param timeout how long one operation may take; a change has one per thousand prefixes
     */
    public UapiClient(Path socket, Duration timeout) {
        this.socket = socket;
        this.timeout = timeout;
    }

    /** The client of an interface at the place where all userspace implementations have their socket, with 5 s of patience. */
    public static UapiClient of(String interfaceName) {
        return new UapiClient(Path.of("/var/run/wireguard", interfaceName + ".sock"), TIMEOUT);
    }

    @Override
    public DeviceState read() throws IOException {
        lock.lock();
        try {
            return get("get=1\n\n");
        } finally {
            lock.unlock();
        }
    }

    /** One that doesn't know {@code get=peers} hangs up (wireguard-go) or refuses; if it answers {@code get=1} then, it is remembered. */
    @Override
    public List<PeerState> peers() throws IOException {
        lock.lock();
        try {
            if (!tellsOnlyAll) {
                try {
                    return get("get=peers\n\n").peers();
                } catch (IOException unknown) {
                    DeviceState whole = get("get=1\n\n");
                    tellsOnlyAll = true;
                    return whole.peers();
                }
            }
            return get("get=1\n\n").peers();
        } finally {
            lock.unlock();
        }
    }

    private DeviceState get(String question) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            ByteBuffer request = arena.allocate(16).asByteBuffer();
            SetRequest.text(request, question);
            GetReply.Answer answer = exchange(request.flip());
            refuseUnlessDone(answer.errno(), "read");
            return answer.state();
        }
    }

    @Override
    public void apply(DeviceChange change) throws IOException {
        lock.lock();
        try {
            SetPlan plan = SetPlan.of(change);
            setAll(plan.additions());
            if (!plan.steps().prefixRemovals().isEmpty()) {
                removePrefixes(plan);
            }
            setAll(plan.peerRemovals());
        } finally {
            lock.unlock();
        }
    }

    /** Connections are made per operation, so there is nothing to release. */
    @Override
    public void close() {}

    private void removePrefixes(SetPlan plan) throws IOException {
        if (!removesByDummy) {
            try {
                setAll(plan.directRemovals());
                return;
            } catch (WireGuardException refused) {
                if (refused.errno() != EINVAL) {
                    throw refused;
                }
                removesByDummy = true;
            }
        }
        List<List<UapiLine>> operations =
                SetPlan.dummyRemovals(dummy, plan.steps().stillOwned(read()));
        try {
            setAll(operations);
        } catch (WireGuardException refused) {
            try {
                set(SetPlan.removal(dummy));
            } catch (IOException refusedToo) {
                refused.addSuppressed(refusedToo);
            }
            throw refused;
        }
    }

    private void setAll(List<List<UapiLine>> operations) throws IOException {
        for (List<UapiLine> operation : operations) {
            set(operation);
        }
    }

    private void set(List<UapiLine> lines) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment segment = arena.allocate(SetRequest.BYTES_AT_MOST);
            ByteBuffer scratch = arena.allocate(KeyReader.KEY_BYTES).asByteBuffer();
            ByteBuffer request = segment.asByteBuffer();
            try {
                SetRequest.encode(lines, scratch, request);
                refuseUnlessDone(exchange(request.flip()).errno(), "change");
            } finally {
                segment.fill((byte) 0);
            }
        }
    }

    private GetReply.Answer exchange(ByteBuffer request) throws IOException {
        try (UapiExchange exchange = UapiExchange.open(socket, timeout)) {
            return exchange.exchange(request, reply -> GetReply.decode(reply, ownPublicKey::of));
        }
    }

    private void refuseUnlessDone(int errno, String verb) throws WireGuardException {
        if (errno != 0) {
            throw new WireGuardException(socket + " refused to " + verb + ": errno " + errno, errno);
        }
    }

    private static PublicKey randomKey() {
        byte[] bytes = new byte[PublicKey.BYTES];
        new SecureRandom().nextBytes(bytes);
        return PublicKey.of(bytes);
    }
}
