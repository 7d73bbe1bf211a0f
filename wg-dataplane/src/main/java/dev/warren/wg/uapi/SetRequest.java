package dev.warren.wg.uapi;

import dev.warren.wg.control.KeyReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Writes a set operation into an off-heap buffer; keys go from their files into it as hexadecimal digits. */
final class SetRequest {
    /** Room for the longest operation: a line is at most a word and 64 digits. */
    static final int BYTES_AT_MOST = (OperationSplitter.LINES_AT_MOST + 8) * 128;

    private SetRequest() {}

    /**
     * Writes {@code set=1}, the lines and the empty line.
     *
     * @param scratch 32 bytes of off-heap memory for a raw key; wiped before this returns
     * @param to an off-heap buffer, which the caller wipes
     * @throws IOException if a key file can't be used
     */
    static void encode(List<UapiLine> lines, ByteBuffer scratch, ByteBuffer to) throws IOException {
        text(to, "set=1\n");
        for (UapiLine line : lines) {
            switch (line) {
                case UapiLine.Plain(String key, String value) -> text(to, key + "=" + value + "\n");
                case UapiLine.Secret secret -> {
                    text(to, secret.key() + "=");
                    secret(secret, scratch, to);
                    text(to, "\n");
                }
            }
        }
        text(to, "\n");
    }

    private static void secret(UapiLine.Secret line, ByteBuffer scratch, ByteBuffer to) throws IOException {
        try {
            scratch.clear();
            KeyReader.read(line.file(), scratch);
            for (int i = 0; i < KeyReader.KEY_BYTES; i++) {
                int value = scratch.get(i);
                to.put(digit((value >> 4) & 15)).put(digit(value & 15));
            }
        } finally {
            wipe(scratch);
        }
    }

    /** A hexadecimal digit without a branch that depends on it. */
    private static byte digit(int nibble) {
        int letter = (9 - nibble) >> 31;
        return (byte) (nibble + (('0' & ~letter) | (('a' - 10) & letter)));
    }

    static void text(ByteBuffer to, String text) {
        to.put(text.getBytes(StandardCharsets.US_ASCII));
    }

    static void wipe(ByteBuffer buffer) {
        buffer.clear();
        while (buffer.hasRemaining()) {
            buffer.put((byte) 0);
        }
    }
}
