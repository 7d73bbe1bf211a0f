package dev.warren.wg.configuration;

import dev.warren.wg.engine.DeviceEvents;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

/**
 * {@code subscribe=1}: blocks of lines without end, one for each event, until the client leaves. One that reads too slowly is dropped: it
 * gets what was queued, then {@code errno=-105} (ENOBUFS) as the last line. The connection's thread.
 */
final class EventStream {
    private static final long GRACE_MILLISECONDS = 5_000;
    private static final int BUFFER = 65_536;

    private final SocketChannel channel;
    private final DeviceEvents events;
    private final ByteBuffer out = ByteBuffer.allocate(BUFFER).limit(0);
    private boolean ending;

    EventStream(SocketChannel channel, DeviceEvents events) {
        this.channel = channel;
        this.events = events;
    }

    /** Returns when the client has left or was dropped. */
    void run() throws IOException {
        channel.configureBlocking(false);
        try (Selector selector = Selector.open()) {
            SelectionKey key = channel.register(selector, SelectionKey.OP_READ);
            EventQueue queue = new EventQueue(selector::wakeup);
            if (!events.subscribe(queue)) {
                channel.write(ascii("errno=-" + ProtocolException.EBUSY + "\n\n"));
                return;
            }
            try {
                put("event=subscribed\n\n");
                pump(selector, key, queue);
            } finally {
                events.unsubscribe(queue);
            }
        }
    }

    private void pump(Selector selector, SelectionKey key, EventQueue queue) throws IOException {
        long deadline = Long.MAX_VALUE;
        ByteBuffer said = ByteBuffer.allocate(512);
        while (true) {
            fill(queue);
            int written = channel.write(out);
            if (ending && !out.hasRemaining()) {
                return;
            }
            long now = System.nanoTime() / 1_000_000;
            if (queue.hasOverflowed() && (written > 0 || deadline == Long.MAX_VALUE)) {
                deadline = now + GRACE_MILLISECONDS;
            }
            if (deadline <= now) {
                return;
            }
            if (written > 0 && !out.hasRemaining()) {
                continue;
            }
            key.interestOps(SelectionKey.OP_READ | (out.hasRemaining() ? SelectionKey.OP_WRITE : 0));
            selector.select(deadline == Long.MAX_VALUE ? 0 : deadline - now);
            selector.selectedKeys().clear();
            if (channel.read(said.clear()) < 0) {
                return;
            }
        }
    }

    /** Takes blocks while there is room. */
    private void fill(EventQueue queue) {
        while (!ending && out.remaining() < BUFFER / 2) {
            String block = queue.poll();
            if (block != null) {
                put(block);
            } else if (queue.hasOverflowed()) {
                put("errno=-" + ProtocolException.ENOBUFS + "\n\n");
                ending = true;
            } else {
                return;
            }
        }
    }

    private void put(String text) {
        out.compact().put(ascii(text)).flip();
    }

    private static ByteBuffer ascii(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
    }
}
