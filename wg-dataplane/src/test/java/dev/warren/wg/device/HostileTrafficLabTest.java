package dev.warren.wg.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.warren.linux.lab.LabNamespace;
import dev.warren.net.PublicKey;
import dev.warren.wg.cookie.MacMaker;
import dev.warren.wg.noise.Messages;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Random;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A stranger in a third namespace, who knows the public key and does the worst that he can with it. */
@Tag("lab")
class HostileTrafficLabTest {
    private static final int PORT = 51_821;
    private static final int LARGEST = 65_507;
    private static final long SEED = 31;

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private Path folder;

    /** Joins the stranger's namespace to end 1. */
    private static void join(Lab lab, LabNamespace stranger) throws IOException, InterruptedException {
        Lab.run(
                "ip",
                "-n",
                lab.namespace(1),
                "link",
                "add",
                "x1",
                "mtu",
                "65535",
                "type",
                "veth",
                "peer",
                "name",
                "x0",
                "mtu",
                "65535",
                "netns",
                stranger.name());
        Lab.run("ip", "-n", lab.namespace(1), "addr", "add", "198.51.100.1/24", "dev", "x1");
        Lab.run("ip", "-n", lab.namespace(1), "addr", "add", "2001:db8:1::1/64", "dev", "x1", "nodad");
        Lab.run("ip", "-n", lab.namespace(1), "link", "set", "x1", "up");
        stranger.run("ip", "addr", "add", "198.51.100.2/24", "dev", "x0");
        stranger.run("ip", "addr", "add", "2001:db8:1::2/64", "dev", "x0", "nodad");
        stranger.run("ip", "link", "set", "x0", "up");
    }

    /** From the flood's beginning on, which meets a process that has just started. */
    @ParameterizedTest
    @ValueSource(strings = {"198.51.100.1", "2001:db8:1::1"})
    void aPeerConnectsWithinFiveSecondsDuringAFloodOfInitiations(String flooded) throws Exception {
        try (Lab lab = new Lab(folder);
                LabNamespace stranger = LabNamespace.create()) {
            lab.start(0, Lab.WIREGUARD_GO);
            Process ours = lab.start(1, Lab.OURS);
            join(lab, stranger);
            lab.configure("192.0.2.2:" + PORT);
            AtomicBoolean stop = new AtomicBoolean();
            AtomicLong sent = new AtomicLong();
            ByteBuffer[] initiations = initiations(lab.publicKey(1));
            Future<Long> flood = NamespaceThread.start(stranger.name(), () -> flood(flooded, initiations, sent, stop));
            try {
                Lab.await("flood", () -> sent.get() > 100_000);
                long before = sent.get();
                long begun = System.nanoTime();
                int exit = lab.ping(0, "10.9.0.2", "-c1", "-W5");
                long connected = System.nanoTime() - begun;
                Lab.output("wg", "show", lab.name(1));
                long shown = System.nanoTime() - begun - connected;
                System.out.println("connected in " + connected / 1_000_000 + " ms, wg show in " + shown / 1_000_000
                        + " ms, initiations meanwhile: " + (sent.get() - before));
                assertEquals(0, exit, "no connection within 5 s");
                assertTrue(connected < TimeUnit.SECONDS.toNanos(5), "connected in " + connected / 1_000_000 + " ms");
                assertTrue(shown < TimeUnit.SECONDS.toNanos(2), "wg show took " + shown / 1_000_000 + " ms");
            } finally {
                stop.set(true);
            }
            assertTrue(flood.get(10, TimeUnit.SECONDS) > 100_000);
            assertTrue(ours.isAlive());
            assertEquals(0, lab.ping(0, "fd09::2", "-c2", "-i0.2", "-W2"));
        }
    }

    private static ByteBuffer[] initiations(String publicKey) {
        PublicKey key = PublicKey.of(Base64.getDecoder().decode(publicKey));
        MacMaker macs = new MacMaker(key.toBytes());
        Random random = new Random(SEED);
        ByteBuffer[] messages = new ByteBuffer[256];
        for (int i = 0; i < messages.length; i++) {
            byte[] message = new byte[Messages.INITIATION_BYTES];
            random.nextBytes(message);
            System.arraycopy(new byte[] {Messages.INITIATION, 0, 0, 0}, 0, message, 0, 4);
            macs.sign(message, 0);
            messages[i] = ByteBuffer.allocateDirect(message.length).put(message).flip();
        }
        return messages;
    }

    private static long flood(String to, ByteBuffer[] messages, AtomicLong sent, AtomicBoolean stop)
            throws IOException {
        InetAddress address = InetAddress.ofLiteral(to);
        StandardProtocolFamily family =
                address instanceof Inet4Address ? StandardProtocolFamily.INET : StandardProtocolFamily.INET6;
        try (DatagramChannel channel = DatagramChannel.open(family)) {
            channel.connect(new InetSocketAddress(address, PORT));
            while (!stop.get()) {
                ByteBuffer message = messages[(int) (sent.getAndIncrement() & 0xff)];
                channel.write(message);
                message.rewind();
            }
            return sent.get();
        }
    }

    @Test
    void aMalformedDatagramOfEveryLengthLeavesTheLoopRunning() throws Exception {
        try (Lab lab = new Lab(folder);
                LabNamespace stranger = LabNamespace.create()) {
            lab.start(0, Lab.WIREGUARD_GO);
            Process ours = lab.start(1, Lab.OURS);
            join(lab, stranger);
            lab.configure("[2001:db8::2]:" + PORT);
            assertEquals(0, lab.ping(0, "10.9.0.2", "-c1", "-W5"));
            for (String address : new String[] {"198.51.100.1", "2001:db8:1::1"}) {
                long sent = NamespaceThread.start(stranger.name(), () -> everyLength(address))
                        .get(120, TimeUnit.SECONDS);
                assertEquals(LARGEST + 1, sent);
                assertTrue(ours.isAlive());
                assertEquals(0, lab.ping(0, "10.9.0.2", "-c2", "-i0.2", "-W5"), "after all lengths to " + address);
                assertEquals(0, lab.ping(0, "fd09::2", "-c2", "-i0.2", "-W5"), "after all lengths to " + address);
            }
            String log = Lab.text(lab.log(1).toPath());
            assertTrue(!log.contains("fault"), log);
        }
    }

    /** Each length once, of all types, slowly enough that nothing waits in vain for room in the socket's buffer. */
    private static long everyLength(String address) throws IOException {
        byte[] bytes = new byte[LARGEST];
        new Random(SEED).nextBytes(bytes);
        try (DatagramChannel channel = DatagramChannel.open()) {
            channel.setOption(StandardSocketOptions.SO_SNDBUF, 1 << 20);
            channel.connect(new InetSocketAddress(InetAddress.ofLiteral(address), PORT));
            for (int length = 0; length <= LARGEST; length++) {
                bytes[0] = (byte) (length % 6);
                bytes[1] = (byte) (length % 7 == 0 ? 1 : 0);
                bytes[2] = 0;
                bytes[3] = 0;
                channel.write(ByteBuffer.wrap(bytes, 0, length));
                if (length % 64 == 0) {
                    LockSupport.parkNanos(1_000_000);
                }
            }
        }
        return LARGEST + 1;
    }
}
