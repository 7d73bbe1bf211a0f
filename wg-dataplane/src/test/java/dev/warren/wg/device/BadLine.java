package dev.warren.wg.device;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.util.Arrays;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * A relay between a client on the loopback interface and a server, which loses, doubles, delays, repeats, corrupts and cuts
 * datagrams of both directions. Its seed says which.
 */
final class BadLine {
    private static final int REMEMBERED = 256;

    private static final class Late {
        final long due;
        final byte[] bytes;
        final boolean toServer;

        Late(long due, byte[] bytes, boolean toServer) {
            this.due = due;
            this.bytes = bytes;
            this.toServer = toServer;
        }
    }

    final AtomicBoolean stop = new AtomicBoolean();
    private final Random random;
    private final PriorityQueue<Late> late = new PriorityQueue<>(Comparator.comparingLong(l -> l.due));
    private final byte[][] memory = new byte[REMEMBERED][];
    private final int port;
    private final SocketAddress server;
    private @Nullable SocketAddress client;
    private int seen;

    BadLine(long seed, int port, String server, int serverPort) throws IOException {
        random = new Random(seed);
        this.port = port;
        this.server = new InetSocketAddress(InetAddress.ofLiteral(server), serverPort);
    }

    /** Relays until it is stopped; returns how many datagrams came. */
    int run() throws IOException {
        try (DatagramChannel inner = DatagramChannel.open();
                DatagramChannel outer = DatagramChannel.open()) {
            inner.bind(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port));
            inner.configureBlocking(false);
            outer.configureBlocking(false);
            ByteBuffer buffer = ByteBuffer.allocate(65_536);
            while (!stop.get()) {
                boolean idle = true;
                SocketAddress from = inner.receive(buffer.clear());
                if (from != null) {
                    client = from;
                    idle = false;
                    take(buffer, true);
                }
                if (outer.receive(buffer.clear()) != null) {
                    idle = false;
                    take(buffer, false);
                }
                idle &= !deliver(inner, outer);
                if (idle) {
                    java.util.concurrent.locks.LockSupport.parkNanos(100_000);
                }
            }
        }
        return seen;
    }

    private void take(ByteBuffer buffer, boolean toServer) {
        byte[] bytes = new byte[buffer.flip().remaining()];
        buffer.get(bytes);
        long now = System.nanoTime();
        int slot = (seen++ % (REMEMBERED / 2)) * 2 + (toServer ? 1 : 0);
        memory[slot] = bytes;
        int fate = random.nextInt(1_000);
        if (fate >= 10) {
            late.add(new Late(now + (fate < 60 ? random.nextInt(5_000_000) : 0), bytes, toServer));
        }
        if (fate >= 100 && fate < 140) {
            late.add(new Late(now + random.nextInt(2_000_000), bytes, toServer));
        }
        if (fate >= 200 && fate < 230) {
            byte[] old = memory[random.nextInt(REMEMBERED / 2) * 2 + (toServer ? 1 : 0)];
            late.add(new Late(now, old == null ? bytes : old, toServer));
        }
        if (fate >= 300 && fate < 330) {
            byte[] reflected = memory[random.nextInt(REMEMBERED / 2) * 2 + (toServer ? 0 : 1)];
            late.add(new Late(now, reflected == null ? bytes : reflected, toServer));
        }
        if (fate >= 400 && fate < 450 && bytes.length > 0) {
            byte[] bad = Arrays.copyOf(bytes, random.nextBoolean() ? bytes.length : 1 + random.nextInt(bytes.length));
            bad[random.nextInt(bad.length)] ^= (byte) (1 << random.nextInt(8));
            late.add(new Late(now, bad, toServer));
        }
    }

    private boolean deliver(DatagramChannel inner, DatagramChannel outer) throws IOException {
        boolean any = false;
        for (Late next = late.peek(); next != null && next.due - System.nanoTime() <= 0; next = late.peek()) {
            late.remove();
            SocketAddress to = next.toServer ? server : client;
            if (to != null) {
                (next.toServer ? outer : inner).send(ByteBuffer.wrap(next.bytes), to);
            }
            any = true;
        }
        return any;
    }
}
