package dev.warren.wg.device;

import dev.warren.linux.libc.Errno;
import dev.warren.linux.udp.DatagramWriter;
import dev.warren.linux.udp.UdpSocket;
import dev.warren.wg.engine.PeerEndpoint;
import dev.warren.wg.engine.Transmitter;
import java.lang.foreign.MemorySegment;

/** Sends through the sockets of the moment, and learns what an endpoint's way refuses. One thread's. */
final class UdpTransmitter implements Transmitter {
    private final Sockets sockets;
    private final DatagramWriter writer = new DatagramWriter();

    UdpTransmitter(Sockets sockets) {
        this.sockets = sockets;
    }

    @Override
    public void transmit(
            PeerEndpoint to, MemorySegment memory, long at, int length, int segmentSize, int trafficClass) {
        UdpSocket socket = sockets.present().of(to.family());
        if (socket == null) {
            return;
        }
        if (length > segmentSize && !to.isUnsegmented()) {
            int errno = send(socket, to, memory, at, length, segmentSize, trafficClass);
            if (errno != Errno.EMSGSIZE && errno != Errno.EIO && errno != Errno.EINVAL) {
                return;
            }
            to.setUnsegmented();
        }
        for (int offset = 0; offset < length; offset += segmentSize) {
            int size = Math.min(segmentSize, length - offset);
            send(socket, to, memory, at + offset, size, size, trafficClass);
        }
    }

    private int send(
            UdpSocket socket,
            PeerEndpoint to,
            MemorySegment memory,
            long at,
            int length,
            int segmentSize,
            int trafficClass) {
        boolean withSource = to.hasSource();
        int errno = attempt(socket, to, withSource, memory, at, length, segmentSize, trafficClass);
        if (errno == Errno.EINVAL && withSource) {
            to.clearSource();
            errno = attempt(socket, to, false, memory, at, length, segmentSize, trafficClass);
        }
        return errno;
    }

    private int attempt(
            UdpSocket socket,
            PeerEndpoint to,
            boolean withSource,
            MemorySegment memory,
            long at,
            int length,
            int segmentSize,
            int trafficClass) {
        writer.to(to.family(), to.high(), to.low(), to.scope(), to.port());
        if (withSource) {
            writer.from(to.localHigh(), to.localLow());
        }
        if (trafficClass != 0) {
            writer.trafficClass(trafficClass);
        }
        if (length > segmentSize) {
            writer.segmentSize(segmentSize);
        }
        return writer.send(socket, memory, at, length);
    }
}
