package dev.warren.wg.device;

import dev.warren.linux.libc.LibcException;
import dev.warren.linux.udp.UdpSocket;
import dev.warren.linux.udp.UdpSockets;
import dev.warren.wg.configuration.ListenSettings;
import dev.warren.wg.engine.Quiescence;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The sockets of the moment, a pair for each queue, and the change to others while data threads run. Reading from any thread, changes one
 * at a time.
 */
final class Sockets implements ListenSettings {
    private static final Logger LOG = LoggerFactory.getLogger(Sockets.class);
    private static final AtomicBoolean CAPPED = new AtomicBoolean();

    private final Quiescence quiescence;
    private final Runnable changed;
    private final int queues;
    private volatile List<UdpSockets> present;
    private int mark;

    /** Opens sockets on a free port. */
    Sockets(Quiescence quiescence, Runnable changed, int queues) throws LibcException {
        this.quiescence = quiescence;
        this.changed = changed;
        this.queues = queues;
        present = open(0, 0);
    }

    private List<UdpSockets> open(int port, int mark) throws LibcException {
        List<UdpSockets> opened = new ArrayList<>();
        try {
            opened.add(prepared(UdpSockets.open(port, mark)));
            while (opened.size() < queues) {
                opened.add(prepared(opened.getFirst().openBeside(mark)));
            }
            return List.copyOf(opened);
        } catch (LibcException failure) {
            opened.forEach(UdpSockets::close);
            throw failure;
        }
    }

    private static UdpSockets prepared(UdpSockets sockets) {
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

    /** A queue's. */
    UdpSockets present(int queue) {
        return present.get(queue);
    }

    @Override
    public int port() {
        return present.getFirst().port();
    }

    @Override
    public synchronized void setPort(int port) throws LibcException {
        if (port == port()) {
            return;
        }
        List<UdpSockets> before = present;
        present = open(port, mark);
        quiescence.retire(() -> before.forEach(UdpSockets::close));
        changed.run();
    }

    @Override
    public synchronized int mark() {
        return mark;
    }

    @Override
    public synchronized void setMark(int value) throws LibcException {
        for (UdpSockets sockets : present) {
            sockets.setMark(value);
        }
        mark = value;
    }

    void close() {
        present.forEach(UdpSockets::close);
    }
}
