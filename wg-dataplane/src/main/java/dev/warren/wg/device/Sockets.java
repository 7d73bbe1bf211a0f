package dev.warren.wg.device;

import dev.warren.linux.libc.LibcException;
import dev.warren.linux.udp.UdpSocket;
import dev.warren.linux.udp.UdpSockets;
import dev.warren.wg.configuration.ListenSettings;
import dev.warren.wg.engine.Quiescence;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The sockets of the moment, and the change to others while data threads run. Reading from any thread, changes one at a time. */
final class Sockets implements ListenSettings {
    private static final Logger LOG = LoggerFactory.getLogger(Sockets.class);
    private static final AtomicBoolean CAPPED = new AtomicBoolean();

    private final Quiescence quiescence;
    private final Runnable changed;
    private volatile UdpSockets present;
    private int mark;

    /** Opens sockets on a free port. */
    Sockets(Quiescence quiescence, Runnable changed) throws LibcException {
        this.quiescence = quiescence;
        this.changed = changed;
        present = open(0, 0);
    }

    private static UdpSockets open(int port, int mark) throws LibcException {
        UdpSockets sockets = UdpSockets.open(port, mark);
        if (OffloadSetting.isOn()) {
            sockets.enableCoalescing();
        }
        if (sockets.bufferBytes() < UdpSocket.WANTED_BUFFER && CAPPED.compareAndSet(false, true)) {
            LOG.warn(
                    "the kernel caps UDP buffers: bytes={} wanted={}; raise net.core.rmem_max and net.core.wmem_max, or give "
                            + "CAP_NET_ADMIN",
                    sockets.bufferBytes(),
                    UdpSocket.WANTED_BUFFER);
        }
        return sockets;
    }

    UdpSockets present() {
        return present;
    }

    @Override
    public int port() {
        return present.port();
    }

    @Override
    public synchronized void setPort(int port) throws LibcException {
        if (port == present.port()) {
            return;
        }
        UdpSockets before = present;
        present = open(port, mark);
        quiescence.retire(before::close);
        changed.run();
    }

    @Override
    public synchronized int mark() {
        return mark;
    }

    @Override
    public synchronized void setMark(int value) throws LibcException {
        present.setMark(value);
        mark = value;
    }

    void close() {
        present.close();
    }
}
