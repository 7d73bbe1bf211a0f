package dev.warren.linux.netlink;

import java.nio.ByteBuffer;
import java.util.Optional;

/** Carries datagrams to the kernel and back. Used by one thread at a time. */
interface NetlinkTransport extends AutoCloseable {
    /** The cleared send buffer, to be filled from its start. */
    ByteBuffer sendBuffer();

    /**
     * Sends what is in the send buffer up to its position.
     *
     * @throws NetlinkException if it can't be sent
     */
    void send() throws NetlinkException;

    /**
     * Waits for a datagram.
     *
     * @param timeoutMillis how long; -1 for ever, 0 not at all
     * @return its bytes, valid until the next call; empty after the timeout, an interruption or a stranger's datagram
     * @throws NetlinkException with ENOBUFS if the kernel dropped datagrams
     */
    Optional<ByteBuffer> receive(int timeoutMillis) throws NetlinkException;

    /** Overwrites what was sent and received with zeros: it may have had keys in it. */
    void wipe();

    @Override
    void close();
}
