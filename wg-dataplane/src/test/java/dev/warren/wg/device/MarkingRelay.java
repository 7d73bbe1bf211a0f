package dev.warren.wg.device;

import dev.warren.linux.libc.LibcException;
import dev.warren.linux.libc.NativeMemory;
import dev.warren.linux.libc.Poller;
import dev.warren.linux.udp.DatagramReader;
import dev.warren.linux.udp.DatagramWriter;
import dev.warren.linux.udp.UdpSocket;
import dev.warren.net.Endpoint;
import dev.warren.net.IpFamily;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntUnaryOperator;

/** A router on the way: it sees the TOS or traffic class of each datagram that passes, and may set another. */
final class MarkingRelay {
    private static final int KEEPALIVE = 32;

    /** What it makes of the traffic class of datagrams to the server. */
    volatile IntUnaryOperator marks = seen -> seen;

    final AtomicBoolean stop = new AtomicBoolean();

    /** The traffic classes that were seen of each type of message, both directions, keepalives left out. */
    final Map<Integer, Set<Integer>> seen = new ConcurrentHashMap<>();

    private final IpFamily family;
    private final int port;
    private final Endpoint server;

    MarkingRelay(int port, Endpoint server) {
        this.family = server.family();
        this.port = port;
        this.server = server;
    }

    /** Relays until it is stopped, in the namespace of the calling thread. */
    int run() throws LibcException {
        DatagramReader reader = new DatagramReader(16);
        DatagramWriter writer = new DatagramWriter();
        int passed = 0;
        try (UdpSocket inner = UdpSocket.open(family, port, 0);
                UdpSocket outer = UdpSocket.open(family, 0, 0)) {
            Poller poller = new Poller(2);
            poller.add(inner.fd());
            poller.add(outer.fd());
            Endpoint client = Endpoint.of(server.address(), 0);
            while (!stop.get()) {
                poller.await(50);
                for (UdpSocket from : new UdpSocket[] {inner, outer}) {
                    int count = reader.read(from);
                    for (int slot = 0; slot < count; slot++) {
                        reader.select(slot);
                        note(reader);
                        if (from == inner) {
                            client = sender(reader);
                        }
                        Endpoint to = from == inner ? server : client;
                        writer.to(family, to.address().high(), to.address().low(), to.scope(), to.port());
                        writer.trafficClass(
                                from == inner ? marks.applyAsInt(reader.trafficClass()) : reader.trafficClass());
                        writer.send(from == inner ? outer : inner, reader.memory(), reader.offset(), reader.length());
                        reader.release(slot);
                        passed++;
                    }
                }
            }
        }
        return passed;
    }

    private void note(DatagramReader reader) {
        if (reader.length() == KEEPALIVE) {
            return;
        }
        int type = reader.memory().get(NativeMemory.INT, reader.offset());
        seen.computeIfAbsent(type, t -> new ConcurrentSkipListSet<>()).add(reader.trafficClass());
    }

    private static Endpoint sender(DatagramReader reader) {
        var address = reader.family() == IpFamily.V4
                ? dev.warren.net.IpAddress.ofV4((int) reader.remoteLow())
                : dev.warren.net.IpAddress.ofV6(reader.remoteHigh(), reader.remoteLow());
        return Endpoint.of(address, reader.remotePort());
    }
}
