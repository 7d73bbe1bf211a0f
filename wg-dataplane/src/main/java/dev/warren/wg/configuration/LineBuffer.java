package dev.warren.wg.configuration;

import dev.warren.wg.crypto.Secret;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.charset.StandardCharsets;

/** Lines of {@code key=value} in an off-heap buffer, which is overwritten as soon as a line is done. One connection's thread. */
final class LineBuffer {
    private static final int CAPACITY = 65_536;
    private static final byte[] ZEROS = new byte[CAPACITY];

    private final ByteBuffer buffer = ByteBuffer.allocateDirect(CAPACITY).limit(0);
    private int lineStart;
    private int lineEnd;

    /** Moves to the next whole line in the buffer; false if there is none yet. */
    boolean next() {
        wipe(lineStart, buffer.position());
        for (int i = buffer.position(); i < buffer.limit(); i++) {
            if (buffer.get(i) == '\n') {
                lineStart = buffer.position();
                lineEnd = i;
                buffer.position(i + 1);
                return true;
            }
        }
        lineStart = buffer.position();
        return false;
    }

    /** Reads more; false at the end of the stream. */
    boolean fill(ReadableByteChannel channel) throws IOException, ProtocolException {
        int rest = buffer.remaining();
        int before = buffer.limit();
        buffer.compact();
        wipe(rest, before);
        if (!buffer.hasRemaining()) {
            buffer.flip();
            throw new ProtocolException(ProtocolException.EINVAL, "a line is too long");
        }
        int count = channel.read(buffer);
        buffer.flip();
        lineStart = 0;
        lineEnd = 0;
        return count > 0;
    }

    boolean isEmptyLine() {
        return lineStart == lineEnd;
    }

    /** The line's key. */
    String key() throws ProtocolException {
        return text(lineStart, equalsSign());
    }

    /** The line's value as text; never call it for a key. */
    String value() throws ProtocolException {
        return text(equalsSign() + 1, lineEnd);
    }

    /** The line's value of 64 hexadecimal digits, without making text of it. */
    Secret secret() throws ProtocolException {
        int from = equalsSign() + 1;
        if (lineEnd - from != 2 * Secret.BYTES) {
            throw new ProtocolException(ProtocolException.EINVAL, "a key has 64 hexadecimal digits");
        }
        Secret secret = new Secret();
        ByteBuffer bytes = secret.memory().asByteBuffer();
        for (int i = 0; i < Secret.BYTES; i++) {
            int high = Character.digit(buffer.get(from + 2 * i), 16);
            int low = Character.digit(buffer.get(from + 2 * i + 1), 16);
            if (high < 0 || low < 0) {
                secret.wipe();
                throw new ProtocolException(ProtocolException.EINVAL, "a key has 64 hexadecimal digits");
            }
            bytes.put(i, (byte) ((high << 4) | low));
        }
        return secret;
    }

    /** Overwrites all that was read. */
    void wipe() {
        wipe(0, CAPACITY);
    }

    private int equalsSign() throws ProtocolException {
        for (int i = lineStart; i < lineEnd; i++) {
            if (buffer.get(i) == '=') {
                return i;
            }
        }
        throw new ProtocolException(ProtocolException.EPROTO, "a line is KEY=VALUE");
    }

    private String text(int from, int to) {
        byte[] bytes = new byte[to - from];
        buffer.get(from, bytes);
        return new String(bytes, StandardCharsets.US_ASCII);
    }

    private void wipe(int from, int to) {
        int limit = buffer.limit();
        buffer.limit(CAPACITY);
        buffer.put(from, ZEROS, 0, to - from);
        buffer.limit(limit);
    }
}
