package dev.warren.wg.device;

import dev.warren.linux.libc.KeyMemory;
import dev.warren.linux.libc.LibcException;
import dev.warren.linux.tun.TunDevice;
import dev.warren.wg.configuration.ConfigurationServer;
import dev.warren.wg.timers.TimerParameters;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A userspace WireGuard in the foreground: one interface, its configuration socket, until SIGTERM or the interface's end. */
public final class WireGuardProcess {
    /** The exit status of a run that ended as it should. */
    public static final int OK = 0;

    /** The exit status when it could not start. */
    public static final int FAILED = 1;

    private static final Logger LOG = LoggerFactory.getLogger(WireGuardProcess.class);
    private static final int DEFAULT_MTU = 1_420;
    private static final Path SOCKETS = Path.of("/var/run/wireguard");

    private WireGuardProcess() {}

    /**
     * Creates the interface, serves it, and returns an exit status when it is over. On SIGTERM or SIGINT the process ends with
     * status 0 once all is cleaned up, without returning.
     */
    public static int run(String interfaceName) {
        KeyMemory.protectProcess();
        if (!isUsable(interfaceName)) {
            return failed("'" + interfaceName + "' can't name an interface: use 1 to " + TunDevice.NAME_MAXIMUM
                    + " letters, digits, '_', '=', '+', '.' or '-'");
        }
        Path socket = SOCKETS.resolve(interfaceName + ".sock");
        try {
            if (ConfigurationServer.isServed(socket)) {
                return failed(interfaceName + " is served already: " + socket + " answers");
            }
            Files.deleteIfExists(socket); // a stale one: whoever waits for it should not find that
            TunDevice tun = TunDevice.create(interfaceName, DEFAULT_MTU, QueueSetting.count());
            return serve(new RunningDevice(tun, timers(), timestampFile(interfaceName)), interfaceName, socket);
        } catch (LibcException | IllegalArgumentException failure) {
            return failed(failure.getMessage());
        } catch (IOException failure) {
            return failed("can't serve " + socket + ": " + failure.getMessage());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return FAILED;
        }
    }

    private static int serve(RunningDevice running, String interfaceName, Path socket)
            throws IOException, InterruptedException {
        CountDownLatch closed = new CountDownLatch(1);
        try (running) {
            endOnSignal(running, closed);
            running.start();
            try (ConfigurationServer server =
                    ConfigurationServer.start(socket, running.device(), running.sockets(), running::stop)) {
                LOG.info("serving interface={} socket={}", interfaceName, server.path());
                running.await();
            }
        } finally {
            closed.countDown();
        }
        return OK;
    }

    private static void endOnSignal(RunningDevice running, CountDownLatch closed) {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            boolean signalled = closed.getCount() != 0;
            running.stop();
            try {
                closed.await(5, TimeUnit.SECONDS);
            } catch (InterruptedException hurried) {
                Thread.currentThread().interrupt();
            }
            if (signalled) {
                Runtime.getRuntime().halt(OK);
            }
        }));
    }

    /** The paper's timers, or for tests these divided by the system property {@code warren.wg.timers.divisor}. */
    private static TimerParameters timers() {
        Integer divisor = Integer.getInteger("warren.wg.timers.divisor");
        return divisor == null ? TimerParameters.PAPER : TimerParameters.dividedBy(divisor);
    }

    /** In /var/lib/warren/wg, or the folder that the system property {@code warren.wg.state} names. */
    private static Path timestampFile(String interfaceName) {
        return Path.of(System.getProperty("warren.wg.state", "/var/lib/warren/wg"), interfaceName + ".timestamp");
    }

    private static boolean isUsable(String name) {
        return !name.equals(".")
                && !name.equals("..")
                && name.matches("[a-zA-Z0-9_=+.-]{1," + TunDevice.NAME_MAXIMUM + "}");
    }

    private static int failed(@org.jspecify.annotations.Nullable String message) {
        System.err.println("warren wg: " + message);
        return FAILED;
    }
}
