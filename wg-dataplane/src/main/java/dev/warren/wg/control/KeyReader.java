package dev.warren.wg.control;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Reads key files. A key passes from the file to the destination by off-heap memory only, and what lay between is wiped.
 * Decoding takes the same time for every key.
 */
public final class KeyReader {
    /** The length of a key in bytes. */
    public static final int KEY_BYTES = 32;

    private static final int TEXT_BYTES = 44;
    private static final int FILE_BYTES_AT_MOST = 256;
    private static final int MODE_OF_OTHERS = 077;

    private KeyReader() {}

    /**
     * Puts the 32 bytes of a key.
     *
     * @param file the file
     * @param destination a direct buffer with room for 32 bytes, which the caller wipes
     * @throws IOException if there is no such file, others may read it, or it has no key; the message says what to do
     * @throws IllegalArgumentException if the buffer isn't direct
     */
    public static void read(KeyFile file, ByteBuffer destination) throws IOException {
        if (!destination.isDirect()) {
            throw new IllegalArgumentException("keys are read into direct buffers only");
        }
        Path path = file.path();
        try (Arena arena = Arena.ofConfined();
                FileChannel channel = open(path)) {
            refuseIfOthersMayRead(path);
            MemorySegment segment = arena.allocate(FILE_BYTES_AT_MOST);
            try {
                ByteBuffer text = segment.asByteBuffer();
                while (text.hasRemaining() && channel.read(text) >= 0) {}
                decode(path, text.flip(), destination);
            } finally {
                segment.fill((byte) 0);
            }
        }
    }

    private static FileChannel open(Path path) throws IOException {
        try {
            return FileChannel.open(path, StandardOpenOption.READ);
        } catch (NoSuchFileException missing) {
            throw new IOException(
                    "key file " + path + " doesn't exist: make one with `umask 077; wg genkey > " + path
                            + "` (or wg genpsk)",
                    missing);
        }
    }

    private static void refuseIfOthersMayRead(Path path) throws IOException {
        int mode = (Integer) Files.getAttribute(path, "unix:mode") & 0777;
        if ((mode & MODE_OF_OTHERS) != 0) {
            throw new IOException("key file " + path + " has mode " + Integer.toOctalString(mode)
                    + ", so others than its owner may use it: chmod 600 " + path);
        }
    }

    private static void decode(Path path, ByteBuffer text, ByteBuffer destination) throws IOException {
        int start = destination.position();
        int invalid = text.limit() < TEXT_BYTES ? -1 : 0;
        if (invalid == 0) {
            for (int at = 0; at < TEXT_BYTES; at += 4) {
                invalid |= decodeFour(text, at, destination, at == TEXT_BYTES - 4);
            }
            for (int at = TEXT_BYTES; at < text.limit(); at++) {
                invalid |= text.get(at) == '\n' || text.get(at) == '\r' || text.get(at) == ' ' ? 0 : -1;
            }
        }
        if (invalid < 0) {
            for (int at = start; at < destination.position(); at++) {
                destination.put(at, (byte) 0);
            }
            destination.position(start);
            throw new IOException(
                    "key file " + path + " has no WireGuard key: it should be 44 characters, as `wg genkey` prints");
        }
    }

    /** Four characters to three bytes, or the last three and a '=' to two; negative if one isn't Base64. */
    private static int decodeFour(ByteBuffer text, int at, ByteBuffer destination, boolean last) {
        int a = sextet(text.get(at));
        int b = sextet(text.get(at + 1));
        int c = sextet(text.get(at + 2));
        int d = last ? 0 : sextet(text.get(at + 3));
        destination.put((byte) ((a << 2) | (b >> 4)));
        destination.put((byte) ((b << 4) | (c >> 2)));
        int invalid = a | b | c | d;
        if (!last) {
            destination.put((byte) ((c << 6) | d));
            return invalid;
        }
        return invalid | (text.get(at + 3) == '=' ? 0 : -1) | -(c & 3);
    }

    /** The value of a Base64 character, without a branch or a table; -1 if it is none. */
    private static int sextet(byte c) {
        return -1
                + (((('A' - 1 - c) & (c - ('Z' + 1))) >> 8) & (c - 64))
                + (((('a' - 1 - c) & (c - ('z' + 1))) >> 8) & (c - 70))
                + (((('0' - 1 - c) & (c - ('9' + 1))) >> 8) & (c + 5))
                + (((('+' - 1 - c) & (c - ('+' + 1))) >> 8) & 63)
                + (((('/' - 1 - c) & (c - ('/' + 1))) >> 8) & 64);
    }
}
