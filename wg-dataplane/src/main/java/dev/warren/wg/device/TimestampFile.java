package dev.warren.wg.device;

import dev.warren.wg.engine.InitiationClock;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The mark of an interface's initiations: one line, decimal nanoseconds since 1970, in a file for its owner alone that is replaced as a whole.
 * Without a file that can be written WireGuard works, but a clock that steps back over a restart locks it out of its peers until
 * the clock has caught up. The control thread's.
 */
final class TimestampFile implements InitiationClock.Store {
    private static final Logger LOG = LoggerFactory.getLogger(TimestampFile.class);
    private static final int LONGEST = 32;

    private final Path path;
    private boolean failed;

    TimestampFile(Path path) {
        this.path = path;
    }

    @Override
    public long read() {
        try {
            if (Files.size(path) > LONGEST) {
                throw new IOException("it is too long");
            }
            return Math.max(
                    0,
                    Long.parseLong(
                            Files.readString(path, StandardCharsets.US_ASCII).strip()));
        } catch (NoSuchFileException first) {
            return 0;
        } catch (IOException | NumberFormatException unusable) {
            LOG.warn("no use of timestamp-file={} reason={}: starting from the clock", path, unusable.toString());
            return 0;
        }
    }

    @Override
    public void write(long unixNanos) {
        try {
            replace(unixNanos + "\n");
            failed = false;
        } catch (IOException failure) {
            if (!failed) {
                LOG.warn(
                        "can't write timestamp-file={} reason={}: peers may refuse us after a restart if the clock steps back",
                        path,
                        failure.toString());
            }
            failed = true;
        }
    }

    private void replace(String line) throws IOException {
        Path folder = path.toAbsolutePath().getParent();
        if (folder == null) {
            throw new IOException("it has no folder");
        }
        Files.createDirectories(
                folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        Path unfinished = path.resolveSibling(path.getFileName() + ".new");
        Files.deleteIfExists(unfinished);
        try (FileChannel channel = FileChannel.open(
                unfinished,
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
            ByteBuffer bytes = ByteBuffer.wrap(line.getBytes(StandardCharsets.US_ASCII));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
        Files.move(unfinished, path, StandardCopyOption.ATOMIC_MOVE);
        try (FileChannel entry = FileChannel.open(folder, StandardOpenOption.READ)) {
            entry.force(true);
        }
    }
}
