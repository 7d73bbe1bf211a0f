package dev.warren.router.cli;

import dev.warren.linux.libc.KeyMemory;
import dev.warren.router.run.RouterOptions;
import dev.warren.router.run.RouterProcess;
import dev.warren.topology.PlaneChoice;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code warren run}: the daemon, in the foreground. */
@Command(
        name = "run",
        description = {
            "Runs a hub in the foreground: brings its tunnel up, speaks BGP, and keeps BGP, the kernel's routes and "
                    + "WireGuard's AllowedIPs in step.",
            "Ctrl-C or SIGTERM ends the BGP sessions and leaves the tunnel and its routes to the next start; "
                    + "`warren down` removes them."
        },
        mixinStandardHelpOptions = true)
final class RunCommand implements Callable<Integer> {
    private static final Logger LOG = LoggerFactory.getLogger(RunCommand.class);

    @Mixin
    private NodeOptions node = new NodeOptions();

    @Option(
            names = "--wireguard",
            paramLabel = "COMMAND",
            split = " ",
            description = "What starts a userspace WireGuard, followed by the interface's name. Default: warren wg. "
                    + "Chooses the plane userspace, unless --plane says otherwise.")
    private List<String> wireGuard = List.of();

    @Option(
            names = "--plane",
            paramLabel = "PLANE",
            description =
                    "Which WireGuard carries the tunnels, whatever the topology says: auto (the kernel's where it is, "
                            + "else userspace), kernel or userspace.")
    private Optional<PlaneChoice> plane = Optional.empty();

    @Override
    public Integer call() throws Exception {
        KeyMemory.protectProcess();
        RouterProcess router = RouterProcess.start(node.plan(), options());
        CountDownLatch forever = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(router), "stop"));
        forever.await();
        return ExitCode.OK;
    }

    private RouterOptions options() {
        return wireGuard.isEmpty()
                ? node.router(plane, ownWireGuard())
                : node.router(plane.or(() -> Optional.of(PlaneChoice.USERSPACE)), wireGuard);
    }

    /** SIGTERM and Ctrl-C are the way to end a daemon: it exits with 0. */
    private static void stop(RouterProcess router) {
        try {
            router.close();
            Runtime.getRuntime().halt(ExitCode.OK);
        } catch (IOException | RuntimeException failed) {
            LOG.error("event=stop-failed", failed);
            Runtime.getRuntime().halt(ExitCode.FAILED);
        }
    }

    /** The launcher of this distribution, which names its folder in a property. */
    static List<String> ownWireGuard() {
        String home = System.getProperty("warren.home", "");
        return List.of(
                home.isEmpty() ? "warren" : Path.of(home, "bin", "warren").toString(), "wg");
    }
}
