package dev.warren.labs.kernel;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.warren.linux.lab.LabNamespace;
import dev.warren.net.PublicKey;
import dev.warren.wg.cookie.MacMaker;
import dev.warren.wg.noise.Messages;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Bursts of initiations from a stranger who knows the public key: their MAC is right, and nothing else. Counts the cookies that come
 * back, which only a responder under load gives.
 */
final class InitiationFlood implements AutoCloseable {
    private static final int BURST = 700;
    private static final long PAUSE = 200_000_000;
    private static final long PATIENCE = 20_000_000_000L;
    private static final int COOKIE_REPLY = 3;
    private static final long SEED = 31;

    private final DatagramChannel channel;
    private final ByteBuffer[] messages;
    private final AtomicBoolean stop = new AtomicBoolean();
    private final AtomicLong sent = new AtomicLong();
    private final AtomicLong cookies = new AtomicLong();
    private final Thread thread;

    /** Starts it from a namespace, from any address of it. */
    InitiationFlood(LabNamespace from, InetSocketAddress to, PublicKey key) throws Exception {
        this(from, new InetSocketAddress(0), to, key);
    }

    /** Starts it from an address of a namespace. */
    InitiationFlood(LabNamespace from, InetSocketAddress source, InetSocketAddress to, PublicKey key) throws Exception {
        messages = initiations(key);
        channel = from.inside(() -> DatagramChannel.open().bind(source).connect(to));
        channel.configureBlocking(false);
        thread = Thread.ofPlatform().daemon().name("flood").start(this::run);
    }

    private static ByteBuffer[] initiations(PublicKey key) {
        MacMaker macs = new MacMaker(key.toBytes());
        Random random = new Random(SEED);
        ByteBuffer[] all = new ByteBuffer[256];
        for (int i = 0; i < all.length; i++) {
            byte[] message = new byte[Messages.INITIATION_BYTES];
            random.nextBytes(message);
            System.arraycopy(new byte[] {Messages.INITIATION, 0, 0, 0}, 0, message, 0, 4);
            macs.sign(message, 0);
            all[i] = ByteBuffer.allocateDirect(message.length).put(message).flip();
        }
        return all;
    }

    private void run() {
        ByteBuffer reply = ByteBuffer.allocateDirect(2_048);
        try {
            while (!stop.get()) {
                for (int i = 0; i < BURST; i++) {
                    ByteBuffer message = messages[(int) (sent.getAndIncrement() % messages.length)];
                    channel.write(message);
                    message.rewind();
                }
                while (channel.read(reply.clear()) > 0) {
                    if (reply.get(0) == COOKIE_REPLY) {
                        cookies.getAndIncrement();
                    }
                }
                LockSupport.parkNanos(PAUSE);
            }
        } catch (IOException gone) {
            stop.set(true);
        }
    }

    /** Waits until more cookies have come than there are now. */
    void awaitCookies() {
        long before = cookies.get();
        long deadline = System.nanoTime() + PATIENCE;
        while (cookies.get() == before) {
            assertTrue(System.nanoTime() - deadline < 0, () -> "no cookie: " + this);
            LockSupport.parkNanos(PAUSE);
        }
    }

    @Override
    public void close() throws IOException {
        stop.set(true);
        try {
            thread.join();
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
        channel.close();
        System.out.println(this);
    }

    @Override
    public String toString() {
        return sent + " initiations, " + cookies + " cookies\n";
    }
}
