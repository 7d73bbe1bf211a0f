package dev.warren.wg.kernel;

import dev.warren.linux.libc.KeyMemory;
import dev.warren.wg.control.KeyFile;
import dev.warren.wg.control.KeyReader;
import dev.warren.wg.control.PresharedKey;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** The keys of one message while it is written: in {@link KeyMemory}, wiped when closed. One thread's. */
final class LoadedKeys implements AutoCloseable {
    private final Map<KeyFile, MemorySegment> keys = new HashMap<>();

    private LoadedKeys() {}

    /**
     * Reads the key files of a message.
     *
     * @throws IOException if one can't be used
     */
    static LoadedKeys of(SetMessage message) throws IOException {
        LoadedKeys loaded = new LoadedKeys();
        try {
            for (KeyFile file : (Iterable<KeyFile>) files(message)::iterator) {
                loaded.read(file);
            }
            return loaded;
        } catch (IOException | RuntimeException unusable) {
            loaded.close();
            throw unusable;
        }
    }

    private static Stream<KeyFile> files(SetMessage message) {
        return Stream.concat(
                message.privateKey().stream(),
                message.peers().stream()
                        .flatMap(peer -> peer.presharedKey().stream())
                        .flatMap(LoadedKeys::file));
    }

    private static Stream<KeyFile> file(PresharedKey key) {
        return switch (key) {
            case PresharedKey.InFile(KeyFile file) -> Stream.of(file);
            case PresharedKey.None() -> Stream.of();
        };
    }

    private void read(KeyFile file) throws IOException {
        if (!keys.containsKey(file)) {
            MemorySegment segment = KeyMemory.allocate();
            keys.put(file, segment);
            KeyReader.read(file, segment.asByteBuffer());
        }
    }

    /** The 32 bytes of a file that the message names. */
    ByteBuffer of(KeyFile file) {
        return Objects.requireNonNull(keys.get(file)).asByteBuffer();
    }

    @Override
    public void close() {
        keys.values().forEach(segment -> segment.fill((byte) 0));
    }
}
