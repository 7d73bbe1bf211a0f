package dev.warren.wg.engine;

import com.sun.management.HotSpotDiagnosticMXBean;
import dev.warren.net.Prefix;
import dev.warren.wg.crypto.Secret;
import dev.warren.wg.noise.Identity;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Two devices talk; their keys go to one file without passing the heap, the heap with its garbage to another. Its own process. */
final class HeapDumpMain {
    private static final List<Object> KEPT = new ArrayList<>();

    private HeapDumpMain() {}

    /** Arguments: the file for the keys, the file for the dump, and the text that the heap shall hold. */
    public static void main(String[] arguments) throws IOException {
        KEPT.add(arguments[2].getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        SimulatedNetwork network = new SimulatedNetwork(dev.warren.wg.crypto.Aead::fastest);
        SimulatedNetwork.Node a = network.node("192.0.2.1:1000", 1);
        SimulatedNetwork.Node b = network.node("192.0.2.2:2000", 2);
        List<Secret> keys = new ArrayList<>(List.of(fresh(), fresh(), fresh()));
        join(a, keys.get(0), b, keys.get(1), keys.get(2));
        join(b, keys.get(1), a, keys.get(0), keys.get(2));
        for (int i = 0; i < 5; i++) {
            a.ping(b);
            network.pass(121);
            sessionKeys(a.device, keys);
        }
        try (FileChannel file =
                FileChannel.open(Path.of(arguments[0]), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            for (Secret key : keys) {
                file.write(key.memory().asByteBuffer());
            }
        }
        KEPT.addAll(List.of(network, keys));
        if (b.delivered.size() != 5) {
            throw new IllegalStateException("the devices don't talk");
        }
        ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class).dumpHeap(arguments[1], false);
    }

    private static void join(
            SimulatedNetwork.Node node, Secret own, SimulatedNetwork.Node other, Secret others, Secret psk) {
        byte[] publicKey = new Identity(others.copy()).publicKey();
        node.device.configure(c -> {
            c.setPrivateKey(own.copy());
            Peer peer = c.addPeer(dev.warren.net.PublicKey.of(publicKey));
            c.addAllowedIp(peer, Prefix.parse("10.0.0." + other.number + "/32"));
            c.setEndpoint(peer, other.endpoint);
            c.setPresharedKey(peer, psk.copy());
            return peer;
        });
    }

    /** Copies of the present session's keys, and of the secret that the two static keys share. */
    private static void sessionKeys(Device device, List<Secret> keys) {
        Peer peer = device.configure(c -> c.peers().getFirst());
        Identity own = Objects.requireNonNull(device.identity());
        Keypair current = Objects.requireNonNull(peer.slots.current());
        keys.addAll(List.of(
                current.keys.send().copy(),
                current.keys.receive().copy(),
                peer.staticStatic(own).copy()));
    }

    /** A key as {@code wg genkey} makes it, straight from the kernel. */
    private static Secret fresh() throws IOException {
        Secret secret = new Secret();
        ByteBuffer bytes = secret.memory().asByteBuffer();
        try (FileChannel random = FileChannel.open(Path.of("/dev/urandom"), StandardOpenOption.READ)) {
            while (bytes.hasRemaining()) {
                random.read(bytes);
            }
        }
        MemorySegment memory = secret.memory();
        memory.set(ValueLayout.JAVA_BYTE, 0, (byte) (memory.get(ValueLayout.JAVA_BYTE, 0) & 0xf8));
        memory.set(ValueLayout.JAVA_BYTE, 31, (byte) ((memory.get(ValueLayout.JAVA_BYTE, 31) & 0x7f) | 0x40));
        return secret;
    }
}
