package dev.warren.wg.configuration;

import dev.warren.wg.engine.Device;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The configuration socket of one interface, for root alone. Any thread. */
public final class ConfigurationServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ConfigurationServer.class);
    private static final int CONNECTIONS = 32;
    private static final Set<PosixFilePermission> FOLDER = PosixFilePermissions.fromString("rwx------");

    private final Path path;
    private final Object file;
    private final ServerSocketChannel listener;
    private final Device device;
    private final ListenSettings listen;
    private final Runnable socketGone;
    private final Semaphore connections = new Semaphore(CONNECTIONS);
    private volatile boolean closing;

    private ConfigurationServer(
            Path path,
            Object file,
            ServerSocketChannel listener,
            Device device,
            ListenSettings listen,
            Runnable socketGone) {
        this.path = path;
        this.file = file;
        this.listener = listener;
        this.device = device;
        this.listen = listen;
        this.socketGone = socketGone;
    }

    /** True if a process answers at this socket. */
    public static boolean isServed(Path path) {
        if (!Files.exists(path)) {
            return false;
        }
        try (SocketChannel probe = SocketChannel.open(UnixDomainSocketAddress.of(path))) {
            return probe.isConnected();
        } catch (IOException nobodyThere) {
            return false;
        }
    }

    /**
     * Serves a device; a socket that nobody answers at is replaced.
     *
     * @param socketGone called if somebody deletes or replaces the socket, which is a way to end a userspace WireGuard
     * @throws IOException if the socket can't be made
     */
    public static ConfigurationServer start(Path path, Device device, ListenSettings listen, Runnable socketGone)
            throws IOException {
        Path folder = path.toAbsolutePath().getParent();
        if (folder != null) {
            Files.createDirectories(folder, PosixFilePermissions.asFileAttribute(FOLDER));
            Files.setPosixFilePermissions(folder, FOLDER);
        }
        // Made under another name, so that whoever finds the socket finds it complete: with its permissions, and
        // served.
        Path unfinished = path.resolveSibling(path.getFileName() + ".new");
        Files.deleteIfExists(unfinished);
        ServerSocketChannel listener = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        Object file;
        try {
            listener.bind(UnixDomainSocketAddress.of(unfinished));
            Files.setPosixFilePermissions(unfinished, PosixFilePermissions.fromString("rw-------"));
            file = fileAt(unfinished);
            Files.move(unfinished, path, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException failure) {
            listener.close();
            Files.deleteIfExists(unfinished);
            throw failure;
        }
        ConfigurationServer server = new ConfigurationServer(path, file, listener, device, listen, socketGone);
        Thread.ofPlatform().name("wg-configuration").daemon().start(server::accept);
        Thread.ofPlatform().name("wg-configuration-watch").daemon().start(server::watch);
        return server;
    }

    /** Where it is. */
    public Path path() {
        return path;
    }

    private void accept() {
        while (!closing) {
            try {
                connections.acquire();
                SocketChannel client = listener.accept();
                Connection connection = new Connection(client, device, listen);
                Thread.ofPlatform().name("wg-client").daemon().start(() -> {
                    try {
                        connection.run();
                    } finally {
                        connections.release();
                    }
                });
            } catch (IOException failure) {
                connections.release();
                if (!closing) {
                    LOG.warn("the configuration socket: {}", failure.getMessage());
                }
            } catch (InterruptedException ended) {
                return;
            }
        }
    }

    private void watch() {
        try {
            while (!closing) {
                if (!isOurs()) {
                    socketGone.run();
                    return;
                }
                Thread.sleep(500);
            }
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    /** What tells the file at a path from another one that was or will be there: its inode. */
    private static Object fileAt(Path path) throws IOException {
        return Objects.requireNonNull(
                Files.readAttributes(path, BasicFileAttributes.class).fileKey(), "a file system without inodes");
    }

    private boolean isOurs() {
        try {
            return file.equals(fileAt(path));
        } catch (IOException nothingThere) {
            return false;
        }
    }

    /** Stops serving and removes the socket, unless it is the one of a process that has come after this one. */
    @Override
    public void close() throws IOException {
        closing = true;
        boolean ours = isOurs(); // asked while the listener still holds the inode: no other file has its number
        listener.close();
        if (ours) {
            Files.deleteIfExists(path);
        }
    }
}
