package dev.warren.wg.device;

import dev.warren.linux.libc.Errno;
import dev.warren.linux.udp.DatagramWriter;
import dev.warren.linux.udp.UdpSocket;
import dev.warren.wg.engine.DropReason;
import dev.warren.wg.engine.Drops;
import dev.warren.wg.engine.PeerEndpoint;
import dev.warren.wg.engine.Transmitter;
import java.lang.foreign.MemorySegment;

/** Sends through a queue's sockets of the moment, and learns what an endpoint's way refuses. One thread's. */
final class UdpTransmitter implements Transmitter {
    private final Sockets sockets;
    private final int queue;
    private final Drops drops;
    private final boolean offload = OffloadSetting.isOn();
    private final DatagramWriter writer = new DatagramWriter();

    UdpTransmitter(Sockets sockets, int queue, Drops drops) {
        this.sockets = sockets;
        this.queue = queue;
        this.drops = drops;
    }

    @Override
    public void transmit(
            PeerEndpoint to, MemorySegment memory, long at, int length, int segmentSize, int trafficClass) {
        UdpSocket socket = sockets.present(queue).of(to.family());
        if (socket == null) {
            drops.count(DropReason.NOT_SENT);
            return;
        }
        if (offload && length > segmentSize && !to.isUnsegmented()) {
            int errno = send(socket, to, memory, at, length, segmentSize, trafficClass);
            if (errno != Errno.EMSGSIZE && errno != Errno.EIO && errno != Errno.EINVAL) {
                count(errno);
                return;
            }
            to.setUnsegmented();
        }
        sendEach(socket, to, memory, at, length, segmentSize, trafficClass);
    }

    /** Each datagram for itself, many in one call; one that is refused is tried once more alone. */
    private void sendEach(
            UdpSocket socket,
            PeerEndpoint to,
            MemorySegment memory,
            long at,
            int length,
            int segmentSize,
            int trafficClass) {
        int offset = 0;
        while (offset < length) {
            int size = Math.min(segmentSize, length - offset);
            int sent = 0;
            if (offset + size < length) {
                address(to, to.hasSource(), trafficClass);
                sent = writer.sendEach(socket, memory, at + offset, length - offset, segmentSize);
            }
            if (sent > 0) {
                offset += sent * segmentSize;
            } else {
                count(send(socket, to, memory, at + offset, size, size, trafficClass));
                offset += size;
            }
        }
    }

    private void count(int errno) {
        if (errno != 0) {
            drops.count(DropReason.NOT_SENT);
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
        if (withSource && isSourceGone(errno)) {
            to.clearSource();
            errno = attempt(socket, to, false, memory, at, length, segmentSize, trafficClass);
        }
        return errno;
    }

    /** How the kernel says that an address is not ours: EINVAL, or of IPv4 (seen with Linux 6.18) ENETUNREACH. */
    private static boolean isSourceGone(int errno) {
        return errno == Errno.EINVAL || errno == Errno.ENETUNREACH || errno == Errno.EADDRNOTAVAIL;
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
        address(to, withSource, trafficClass);
        if (length > segmentSize) {
            writer.segmentSize(segmentSize);
        }
        return writer.send(socket, memory, at, length);
    }

    private void address(PeerEndpoint to, boolean withSource, int trafficClass) {
        writer.to(to.family(), to.high(), to.low(), to.scope(), to.port());
        if (withSource) {
            writer.from(to.localHigh(), to.localLow());
        }
        if (trafficClass != 0) {
            writer.trafficClass(trafficClass);
        }
    }
}
