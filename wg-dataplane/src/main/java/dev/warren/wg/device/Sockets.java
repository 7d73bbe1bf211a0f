package dev.warren.wg.device;

import dev.warren.linux.libc.LibcException;
import dev.warren.linux.udp.UdpSockets;
import dev.warren.wg.configuration.ListenSettings;
import dev.warren.wg.engine.Quiescence;

/** The sockets of the moment, and the change to others while data threads run. Reading from any thread, changes one at a time. */
final class Sockets implements ListenSettings {
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
        sockets.enableCoalescing();
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
