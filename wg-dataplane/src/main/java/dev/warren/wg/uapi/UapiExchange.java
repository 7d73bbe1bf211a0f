package dev.warren.wg.uapi;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;

/** The edge: one connection for one operation, with a deadline. Used by one thread. */
final class UapiExchange implements AutoCloseable {
    private static final int REPLY_BYTES_AT_FIRST = 1 << 16;
    private static final int REPLY_BYTES_AT_MOST = 1 << 30;

    private final Path socket;
    private final long deadline;
    private final SocketChannel channel;
    private final Selector selector;

    private UapiExchange(Path socket, long deadline, SocketChannel channel, Selector selector) {
        this.socket = socket;
        this.deadline = deadline;
        this.channel = channel;
        this.selector = selector;
    }

    /** Reads an answer from off-heap memory that is wiped after. */
    @FunctionalInterface
    interface Reader<T> {
        T read(ByteBuffer reply) throws IOException;
    }

    /**
     * Connects.
     *
     * @throws IOException if nothing serves the socket; the message says which
     */
    static UapiExchange open(Path socket, Duration timeout) throws IOException {
        if (!Files.exists(socket, LinkOption.NOFOLLOW_LINKS)) {
            throw new IOException(socket + " doesn't exist: no userspace WireGuard runs for this interface");
        }
        UapiExchange exchange = new UapiExchange(
                socket,
                System.nanoTime() + timeout.toNanos(),
                SocketChannel.open(StandardProtocolFamily.UNIX),
                Selector.open());
        try {
            exchange.connect();
            return exchange;
        } catch (IOException refused) {
            exchange.close();
            throw new IOException(
                    socket + " can't be connected to (" + refused.getMessage()
                            + "): the process that made it is gone or this user may not",
                    refused);
        }
    }

    private void connect() throws IOException {
        channel.configureBlocking(false);
        SelectionKey key = channel.register(selector, SelectionKey.OP_CONNECT);
        boolean connected = channel.connect(UnixDomainSocketAddress.of(socket));
        while (!connected) {
            await(key, SelectionKey.OP_CONNECT);
            connected = channel.finishConnect();
        }
    }

    /** Sends a request and reads its answer up to the empty line. */
    <T> T exchange(ByteBuffer request, Reader<T> reader) throws IOException {
        SelectionKey key = channel.keyFor(selector);
        while (request.hasRemaining()) {
            if (channel.write(request) == 0) {
                await(key, SelectionKey.OP_WRITE);
            }
        }
        return receive(key, REPLY_BYTES_AT_FIRST, MemorySegment.NULL, reader);
    }

    /** Reads on behind what is there already; a full segment is continued in one of twice the size. */
    private <T> T receive(SelectionKey key, int bytes, MemorySegment before, Reader<T> reader) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment segment = arena.allocate(bytes);
            try {
                MemorySegment.copy(before, 0, segment, 0, before.byteSize());
                ByteBuffer reply = segment.asByteBuffer().position((int) before.byteSize());
                while (reply.hasRemaining()) {
                    int count = channel.read(reply);
                    if (count < 0) {
                        throw new IOException(socket + " was closed before the answer was complete");
                    }
                    if (complete(reply)) {
                        return reader.read(reply.flip());
                    }
                    if (count == 0) {
                        await(key, SelectionKey.OP_READ);
                    }
                }
                if (bytes == REPLY_BYTES_AT_MOST) {
                    throw new IOException(socket + " answered with more than " + REPLY_BYTES_AT_MOST + " bytes");
                }
                return receive(key, bytes * 2, segment, reader);
            } finally {
                segment.fill((byte) 0);
            }
        }
    }

    private static boolean complete(ByteBuffer reply) {
        int end = reply.position();
        return end >= 2 && reply.get(end - 1) == '\n' && reply.get(end - 2) == '\n';
    }

    private void await(SelectionKey key, int interest) throws IOException {
        key.interestOps(interest);
        long millis = (deadline - System.nanoTime()) / 1_000_000;
        if (millis <= 0 || Thread.currentThread().isInterrupted()) {
            throw new IOException(socket + (millis <= 0 ? " didn't answer in time" : ": interrupted"));
        }
        selector.select(millis);
        selector.selectedKeys().clear();
    }

    @Override
    public void close() throws IOException {
        try (selector) {
            channel.close();
        }
    }
}
