package dev.warren.router.tunnel;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A userspace WireGuard that serves the cross-platform configuration socket. It runs in a session of its own, so it outlives
 * the router and its terminal; a router that starts again finds and adopts it.
 */
final class TunnelProcess {
    /** Where userspace implementations put their sockets. */
    static final Path SOCKET_FOLDER = Path.of("/var/run/wireguard");

    private static final Logger LOG = LoggerFactory.getLogger(TunnelProcess.class);
    private static final Duration START_TIME = Duration.ofSeconds(60);
    private static final Duration POLL = Duration.ofMillis(20);

    private final String interfaceName;
    private final List<String> command;
    private final Path log;

    /**
     * The process of an interface.
     *
     * @param command what starts it; the interface's name is added
     * @param log where its output goes
     */
    TunnelProcess(String interfaceName, List<String> command, Path log) {
        this.interfaceName = interfaceName;
        this.command = List.copyOf(command);
        this.log = log;
    }

    /**
     * Starts the process unless one answers already.
     *
     * @return true if it had to be started
     * @throws IOException if it does not come up within 60 s; the message has the end of its output
     */
    boolean ensure() throws IOException {
        if (answers()) {
            return false;
        }
        List<String> detached = new ArrayList<>(List.of("setsid", "--fork"));
        detached.addAll(command);
        detached.add(interfaceName);
        LOG.info("event=tunnel-start interface={} command=\"{}\"", interfaceName, String.join(" ", command));
        Process starter = new ProcessBuilder(detached)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .start();
        if (!awaitAnswer(START_TIME)) {
            throw new IOException("`" + String.join(" ", command) + " " + interfaceName + "` did not come up within "
                    + START_TIME.toSeconds() + " s: " + lastLines());
        }
        reap(starter);
        return true;
    }

    private static void reap(Process starter) throws IOException {
        try {
            if (!starter.waitFor(START_TIME.toSeconds(), TimeUnit.SECONDS)) {
                throw new IOException("setsid does not end");
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Waits for a process that is starting to answer; false if none does in this time. */
    boolean awaitAnswer(Duration patience) {
        return await(patience, this::answers);
    }

    private static boolean await(Duration patience, BooleanSupplier condition) {
        long deadline = System.nanoTime() + patience.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - deadline > 0 || Thread.interrupted()) {
                return false;
            }
            LockSupport.parkNanos(POLL.toNanos());
        }
        return true;
    }

    /** True if a process accepts connections on the socket. */
    boolean answers() {
        try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            return channel.connect(UnixDomainSocketAddress.of(SOCKET_FOLDER.resolve(interfaceName + ".sock")));
        } catch (IOException nobody) {
            return false;
        }
    }

    private String lastLines() {
        try {
            List<String> lines = Files.readAllLines(log);
            return String.join(" | ", lines.subList(Math.max(0, lines.size() - 3), lines.size()));
        } catch (IOException unreadable) {
            return "its log " + log + " can't be read";
        }
    }
}
