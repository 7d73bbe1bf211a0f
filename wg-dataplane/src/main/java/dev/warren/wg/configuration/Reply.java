package dev.warren.wg.configuration;

import dev.warren.wg.crypto.Secret;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** An answer being composed off-heap, so that it can be sent without holding the device. Wiped when it is sent. */
final class Reply {
    private static final int CHUNK = 65_536;
    private static final byte[] DIGITS = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

    private final List<ByteBuffer> chunks = new ArrayList<>();

    Reply line(String key, String value) {
        byte[] bytes = (key + "=" + value + "\n").getBytes(StandardCharsets.US_ASCII);
        room(bytes.length).put(bytes);
        return this;
    }

    Reply line(String key, long value) {
        return line(key, Long.toString(value));
    }

    Reply secret(String key, Secret secret) {
        ByteBuffer out = room(key.length() + 2 + 2 * Secret.BYTES);
        out.put(key.getBytes(StandardCharsets.US_ASCII)).put((byte) '=');
        ByteBuffer bytes = secret.memory().asByteBuffer();
        for (int i = 0; i < Secret.BYTES; i++) {
            out.put(DIGITS[(bytes.get(i) >> 4) & 0xf]).put(DIGITS[bytes.get(i) & 0xf]);
        }
        out.put((byte) '\n');
        return this;
    }

    /** Ends the answer with its error number, which goes negative over the wire. */
    Reply end(int errno) {
        line("errno", -errno);
        room(1).put((byte) '\n');
        return this;
    }

    void send(WritableByteChannel channel) throws IOException {
        try {
            for (ByteBuffer chunk : chunks) {
                chunk.flip();
                while (chunk.hasRemaining()) {
                    channel.write(chunk);
                }
            }
        } finally {
            chunks.forEach(Reply::wipe);
        }
    }

    private ByteBuffer room(int bytes) {
        if (chunks.isEmpty() || chunks.getLast().remaining() < bytes) {
            chunks.add(ByteBuffer.allocateDirect(CHUNK));
        }
        return chunks.getLast();
    }

    private static void wipe(ByteBuffer chunk) {
        chunk.clear();
        while (chunk.remaining() >= Long.BYTES) {
            chunk.putLong(0);
        }
    }
}
