package dev.warren.bgp.session;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Arrays;
import java.util.Set;

/** The key of TCP MD5 signatures (RFC 2385), from its file to the kernel. It never becomes a String; what lay between is wiped. */
final class Md5Key implements AutoCloseable {
    /** {@code TCP_MD5SIG_MAXKEYLEN}. */
    private static final int OCTETS_AT_MOST = 80;

    private static final Set<PosixFilePermission> OTHERS = Set.of(
            PosixFilePermission.GROUP_READ,
            PosixFilePermission.GROUP_WRITE,
            PosixFilePermission.OTHERS_READ,
            PosixFilePermission.OTHERS_WRITE);

    private final byte[] octets;

    private Md5Key(byte[] octets) {
        this.octets = octets;
    }

    /**
     * Reads the first line of a file.
     *
     * @throws IOException if there is no such file, others may read it, or its first line is no key; the message says what to do
     */
    static Md5Key read(Path file) throws IOException {
        requireOwn(file);
        ByteBuffer text = ByteBuffer.allocateDirect(OCTETS_AT_MOST + 2);
        try (FileChannel channel = FileChannel.open(file)) {
            while (text.hasRemaining() && channel.read(text) >= 0) {
                // A short read is continued.
            }
            text.flip();
            int length = 0;
            while (length < text.limit() && text.get(length) != '\n' && text.get(length) != '\r') {
                length++;
            }
            if (length == 0 || length > OCTETS_AT_MOST) {
                throw new IOException("MD5 key file " + file + ": its first line should be a key of 1 to "
                        + OCTETS_AT_MOST + " octets");
            }
            byte[] octets = new byte[length];
            text.get(octets);
            return new Md5Key(octets);
        } finally {
            text.clear();
            while (text.hasRemaining()) {
                text.put((byte) 0);
            }
        }
    }

    private static void requireOwn(Path file) throws IOException {
        if (!Files.exists(file)) {
            throw new IOException("MD5 key file " + file
                    + " doesn't exist: write the key that you share with the neighbour " + "there, with umask 077");
        }
        PosixFileAttributeView view = Files.getFileAttributeView(file, PosixFileAttributeView.class);
        Set<PosixFilePermission> permissions = view.readAttributes().permissions();
        if (permissions.stream().anyMatch(OTHERS::contains)) {
            throw new IOException("MD5 key file " + file + " can be read or changed by others: chmod 600 " + file);
        }
    }

    /** The key itself, for the call that hands it to the kernel. */
    byte[] octets() {
        return octets;
    }

    @Override
    public void close() {
        Arrays.fill(octets, (byte) 0);
    }
}
