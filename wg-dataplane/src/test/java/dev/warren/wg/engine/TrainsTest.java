package dev.warren.wg.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.warren.linux.libc.NativeMemory;
import dev.warren.linux.tun.VirtioNetHeader;
import dev.warren.wg.noise.Messages;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What arrives in one read: datagrams of one size, whatever they are. */
class TrainsTest {
    private static final int PACKET = 84;

    private final SimulatedNetwork network = new SimulatedNetwork();
    private final SimulatedNetwork.Node hub = network.node("192.0.2.1:1000", 1);
    private final SimulatedNetwork.Node one = network.node("192.0.2.2:2000", 2);
    private final SimulatedNetwork.Node two = network.node("192.0.2.3:3000", 3);

    @BeforeEach
    void connect() {
        for (SimulatedNetwork.Node site : List.of(one, two)) {
            hub.add(site, false);
            site.add(hub, true);
            site.ping(hub);
        }
        hub.delivered.clear();
        network.seen.clear();
    }

    /** The datagrams of packets that a site sends now, caught before they arrive. */
    private List<byte[]> sent(SimulatedNetwork.Node site, int packets, int length) {
        int before = network.queue.size();
        for (int i = 0; i < packets; i++) {
            site.send(site.number, hub, length);
        }
        List<byte[]> caught =
                network.queue.stream().skip(before).map(d -> d.bytes).toList();
        network.queue.clear();
        assertEquals(packets, caught.size());
        return caught;
    }

    private void arrive(List<byte[]> datagrams) {
        int size = datagrams.getFirst().length;
        int total = datagrams.stream().mapToInt(d -> d.length).sum();
        MemorySegment slab = NativeMemory.allocate(total + 64);
        long at = 64;
        for (byte[] datagram : datagrams) {
            MemorySegment.copy(datagram, 0, slab, ValueLayout.JAVA_BYTE, at, datagram.length);
            at += datagram.length;
        }
        Arrival arrival = new Arrival()
                .from(one.endpoint.family(), 0, one.endpoint.address().low(), 0, one.endpoint.port())
                .to(0, 1, 0);
        hub.inbound.datagrams(arrival, slab, 64, total, size, network.now);
        hub.inbound.flush();
    }

    private long dropped(DropReason reason) {
        return Objects.requireNonNull(hub.device.drops().snapshot().get(reason));
    }

    @Test
    void allOfALongTrainIsDelivered() {
        List<byte[]> datagrams = new ArrayList<>(sent(one, 150, PACKET));
        datagrams.addAll(sent(one, 1, 40));

        long before = hub.peer(one).receivedBytes.get();

        arrive(datagrams);

        assertEquals(151, hub.delivered.size());
        assertEquals(40, hub.delivered.getLast().length);
        long bytes = datagrams.stream().mapToLong(d -> d.length).sum();
        assertEquals(bytes, hub.peer(one).receivedBytes.get() - before);
    }

    @Test
    void sessionsForgeriesAndReplaysAreToldApart() {
        List<byte[]> ofOne = sent(one, 5, PACKET);
        List<byte[]> ofTwo = sent(two, 3, PACKET);
        byte[] forged = ofOne.get(3).clone();
        forged[60] ^= 1;
        byte[] unknown = ofOne.get(4).clone();
        unknown[Messages.TRANSPORT_RECEIVER] ^= 1;
        byte[] malformed = ofOne.get(4).clone();
        malformed[0] = 9;

        arrive(List.of(
                ofOne.get(0),
                ofOne.get(1),
                ofOne.get(0),
                ofTwo.get(0),
                forged,
                ofOne.get(2),
                unknown,
                malformed,
                ofTwo.get(1),
                ofTwo.get(2),
                ofOne.get(3)));

        assertEquals(7, hub.delivered.size());
        assertEquals(1, dropped(DropReason.REPLAYED));
        assertEquals(1, dropped(DropReason.NOT_AUTHENTIC));
        assertEquals(1, dropped(DropReason.NO_SESSION));
        assertEquals(1, dropped(DropReason.MALFORMED));
    }

    @Test
    void eachOfATrainForNoSessionIsCounted() {
        List<byte[]> datagrams = sent(one, 4, PACKET);
        datagrams.forEach(d -> d[Messages.TRANSPORT_RECEIVER] ^= 1);

        arrive(datagrams);

        assertEquals(0, hub.delivered.size());
        assertEquals(4, dropped(DropReason.NO_SESSION));
    }

    @Test
    void packetsThatAreSentTogetherArrive() {
        for (int length : List.of(PACKET, PACKET, PACKET, PACKET, PACKET, 40)) {
            one.outbound.packet(packet(length), 0, VirtioNetHeader.BYTES + length, network.now);
        }
        one.outbound.flush();
        List<byte[]> datagrams = network.queue.stream().map(d -> d.bytes).toList();
        network.queue.clear();
        long first = counter(datagrams.getFirst());

        arrive(datagrams);

        assertEquals(
                LongStream.range(first, first + 6).boxed().toList(),
                datagrams.stream().map(TrainsTest::counter).toList());
        assertEquals(
                List.of(PACKET, PACKET, PACKET, PACKET, PACKET, 40),
                hub.delivered.stream().map(d -> d.length).toList());
    }

    private MemorySegment packet(int length) {
        MemorySegment packet = NativeMemory.allocate(VirtioNetHeader.BYTES + length);
        packet.set(ValueLayout.JAVA_BYTE, VirtioNetHeader.BYTES, (byte) 0x45);
        packet.set(NativeMemory.NET_SHORT, VirtioNetHeader.BYTES + 2, (short) length);
        packet.set(NativeMemory.NET_INT, VirtioNetHeader.BYTES + 12, 0x0a000000 + one.number);
        packet.set(NativeMemory.NET_INT, VirtioNetHeader.BYTES + 16, 0x0a000000 + hub.number);
        return packet;
    }

    private static long counter(byte[] datagram) {
        return MemorySegment.ofArray(datagram).get(NativeMemory.LONG, Messages.TRANSPORT_COUNTER);
    }
}
