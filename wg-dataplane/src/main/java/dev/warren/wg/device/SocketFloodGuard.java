package dev.warren.wg.device;

import dev.warren.linux.udp.SourceFilter;
import dev.warren.linux.udp.UdpSocket;
import dev.warren.linux.udp.UdpSockets;
import dev.warren.net.IpFamily;
import dev.warren.wg.engine.FloodGuard;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has the kernel thin out the handshake messages of sources that flood, so that they take no room from others in the socket's buffer. A
 * source is let in again two seconds after the last of its messages was too many. One inbound thread's.
 */
final class SocketFloodGuard implements FloodGuard {
    private static final Logger LOG = LoggerFactory.getLogger(SocketFloodGuard.class);
    private static final long QUIET = 2_000_000_000L;

    /** Of types 1 to 3, handshake messages, these bits of the first four bytes are 0. */
    private static final int NO_HANDSHAKE = 0xfcff_ffff;

    private final Sockets sockets;
    private final int queue;
    private final Gate v4 = new Gate(IpFamily.V4);
    private final Gate v6 = new Gate(IpFamily.V6);

    SocketFloodGuard(Sockets sockets, int queue) {
        this.sockets = sockets;
        this.queue = queue;
    }

    @Override
    public void keepOut(IpFamily family, long network, long now) {
        (family == IpFamily.V4 ? v4 : v6).keepOut(sockets.present(queue).of(family), network, now);
    }

    /** True while some source is kept out: {@link #relax} is to be called now and then. */
    boolean isActive() {
        return v4.count != 0 || v6.count != 0;
    }

    /** Lets sources in again that have been quiet. */
    void relax(UdpSockets present, long now) {
        if (isActive()) {
            v4.relax(present.v4(), now);
            v6.relax(present.v6(), now);
        }
    }

    /** One family's. */
    private static final class Gate {
        private final IpFamily family;
        private final long[] networks = new long[SourceFilter.MOST];
        private final long[] lastSeen = new long[SourceFilter.MOST];
        private int count;
        private @Nullable UdpSocket filtered;

        Gate(IpFamily family) {
            this.family = family;
        }

        void keepOut(@Nullable UdpSocket socket, long network, long now) {
            int i = 0;
            while (i < count && networks[i] != network) {
                i++;
            }
            if (i == networks.length) {
                return;
            }
            lastSeen[i] = now;
            if (i == count || socket != filtered) {
                if (count == 0) {
                    LOG.warn("handshake messages flood in and are thinned out: family={}", family);
                }
                networks[i] = network;
                count = Math.max(count, i + 1);
                apply(socket);
            }
        }

        void relax(@Nullable UdpSocket socket, long now) {
            int before = count;
            for (int i = count - 1; i >= 0; i--) {
                if (now - lastSeen[i] > QUIET) {
                    count--;
                    networks[i] = networks[count];
                    lastSeen[i] = lastSeen[count];
                }
            }
            if (count != before) {
                apply(socket);
            }
        }

        private void apply(@Nullable UdpSocket socket) {
            filtered = socket;
            if (socket != null && count == 0) {
                socket.detachFilter();
            } else if (socket != null && !socket.attach(SourceFilter.of(family, networks, count, NO_HANDSHAKE))) {
                LOG.debug("the kernel takes no filter for family={}", family);
            }
        }
    }
}
