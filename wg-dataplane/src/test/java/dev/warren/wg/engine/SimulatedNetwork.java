package dev.warren.wg.engine;

import dev.warren.linux.libc.NativeMemory;
import dev.warren.linux.tun.VirtioNetHeader;
import dev.warren.net.Endpoint;
import dev.warren.net.Prefix;
import dev.warren.net.PublicKey;
import dev.warren.wg.crypto.Aead;
import dev.warren.wg.crypto.JdkAead;
import dev.warren.wg.crypto.Secret;
import dev.warren.wg.noise.Identity;
import dev.warren.wg.timers.TimerParameters;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Devices in memory, one thread, simulated time: datagrams wait in a queue until {@link #settle}. */
final class SimulatedNetwork {
    static final long SECOND = 1_000_000_000L;

    /** A datagram on its way. */
    static final class Datagram {
        final byte[] bytes;
        final Endpoint from;
        final Endpoint to;

        Datagram(byte[] bytes, Endpoint from, Endpoint to) {
            this.bytes = bytes;
            this.from = from;
            this.to = to;
        }

        int type() {
            return bytes[0];
        }
    }

    private final Supplier<Aead> ciphers;
    final Random random = new Random(7);
    final List<Node> nodes = new ArrayList<>();
    final ArrayDeque<Datagram> queue = new ArrayDeque<>();
    final List<Datagram> seen = new ArrayList<>();
    Predicate<Datagram> loses = d -> false;
    long now = SECOND;

    SimulatedNetwork() {
        this(JdkAead::new);
    }

    /** A network whose devices use other ciphers. */
    SimulatedNetwork(Supplier<Aead> ciphers) {
        this.ciphers = ciphers;
    }

    Node node(String endpoint, int number) {
        Node node = new Node(Endpoint.parse(endpoint), number);
        nodes.add(node);
        return node;
    }

    /** Runs until nothing is on its way. */
    void settle() {
        for (int turn = 0; turn < 10_000; turn++) {
            nodes.forEach(n -> n.control.run(now, now));
            Datagram datagram = queue.poll();
            if (datagram == null) {
                return;
            }
            seen.add(datagram);
            if (!loses.test(datagram)) {
                nodes.stream().filter(n -> n.endpoint.equals(datagram.to)).forEach(n -> n.receive(datagram));
            }
        }
        throw new AssertionError("the network does not settle");
    }

    /** Lets time pass in steps of 100 ms, timers running. */
    void pass(double seconds) {
        long end = now + (long) (seconds * SECOND);
        while (now < end) {
            now += SECOND / 10;
            nodes.forEach(n -> n.control.tick(now, now));
            settle();
        }
    }

    long count(int type) {
        return seen.stream().filter(d -> d.type() == type).count();
    }

    /** A device and what it delivered. */
    final class Node {
        Endpoint endpoint;
        final int number;
        final Identity identity;
        final Device device = new Device(TimerParameters.PAPER, random, () -> {});
        final OutboundPath outbound = device.outboundPath(ciphers.get(), this::transmit, Unreachable.SILENT);
        final ControlPath control = device.controlPath(ciphers.get(), this::transmit);
        final List<byte[]> delivered = new ArrayList<>();
        final PacketSink sink = new PacketSink() {
            @Override
            public void packet(MemorySegment memory, long at, int length) {
                delivered.add(memory.asSlice(at, length).toArray(ValueLayout.JAVA_BYTE));
            }

            @Override
            public void flush() {}
        };
        final InboundPath inbound = device.inboundPath(ciphers.get(), sink);
        private final MemorySegment slab = NativeMemory.allocate(70_000);

        Node(Endpoint endpoint, int number) {
            this.endpoint = endpoint;
            this.number = number;
            byte[] key = new byte[32];
            random.nextBytes(key);
            identity = new Identity(Secret.consuming(key.clone()));
            device.configure(c -> {
                c.setPrivateKey(Secret.consuming(key));
                return c;
            });
            device.setUp(true);
        }

        PublicKey publicKey() {
            return PublicKey.of(identity.publicKey());
        }

        Peer peer(Node other) {
            return device.configure(c -> c.peer(other.publicKey()).orElseThrow());
        }

        Peer add(Node other, boolean withEndpoint) {
            return device.configure(c -> {
                Peer peer = c.addPeer(other.publicKey());
                c.addAllowedIp(peer, Prefix.parse("10.0.0." + other.number + "/32"));
                c.addAllowedIp(peer, Prefix.parse("fd00::" + other.number + "/128"));
                if (withEndpoint) {
                    c.setEndpoint(peer, other.endpoint);
                }
                return peer;
            });
        }

        /** Sends a packet of this length to another node, from an address that may be another's. */
        void send(int from, Node to, int length) {
            slab.fill((byte) 0);
            long at = VirtioNetHeader.BYTES;
            slab.set(ValueLayout.JAVA_BYTE, at, (byte) 0x45);
            slab.set(NativeMemory.NET_SHORT, at + 2, (short) length);
            slab.set(NativeMemory.NET_INT, at + 12, 0x0a000000 + from);
            slab.set(NativeMemory.NET_INT, at + 16, 0x0a000000 + to.number);
            outbound.packet(slab, 0, length + VirtioNetHeader.BYTES, now);
            outbound.flush();
        }

        void ping(Node to) {
            send(number, to, 84);
            settle();
        }

        void receive(Datagram datagram) {
            receive(datagram, 0);
        }

        void receive(Datagram datagram, int trafficClass) {
            MemorySegment.copy(datagram.bytes, 0, slab, ValueLayout.JAVA_BYTE, 64, datagram.bytes.length);
            Arrival arrival = new Arrival()
                    .from(
                            datagram.from.family(),
                            datagram.from.address().high(),
                            datagram.from.address().low(),
                            0,
                            datagram.from.port())
                    .to(0, 1, trafficClass);
            inbound.datagrams(arrival, slab, 64, datagram.bytes.length, Math.max(1, datagram.bytes.length), now);
            inbound.flush();
        }

        private void transmit(
                PeerEndpoint to, MemorySegment memory, long at, int length, int segmentSize, int trafficClass) {
            for (int offset = 0; offset < length; offset += segmentSize) {
                byte[] bytes = memory.asSlice(at + offset, Math.min(segmentSize, length - offset))
                        .toArray(ValueLayout.JAVA_BYTE);
                queue.add(new Datagram(bytes, endpoint, to.toEndpoint()));
            }
        }
    }
}
