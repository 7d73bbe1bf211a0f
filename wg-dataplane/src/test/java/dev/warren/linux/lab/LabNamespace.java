package dev.warren.linux.lab;

import com.sun.jna.Native;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/** A network namespace of a test, with its loopback up. Threads of this JVM can work in it; commands too. */
public final class LabNamespace implements AutoCloseable {
    private static final int CLONE_NEWNET = 0x40000000;
    private static final long PATIENCE_SECONDS = 30;

    /** The two system calls that a JVM thread needs to enter a namespace. */
    private static final class Libc {
        static {
            Native.register(Libc.class, "c");
        }

        static native int open(String path, int flags);

        static native int setns(int descriptor, int type);

        static native int close(int descriptor);
    }

    private final String name;

    private LabNamespace(String name) {
        this.name = name;
    }

    /** Makes a namespace; skips the test where that takes rights or programs that aren't there. */
    public static LabNamespace create() throws IOException {
        assumeInstalled("/usr/sbin/ip", "iproute2");
        assumeRoot();
        LabNamespace namespace = new LabNamespace(
                "wt" + Integer.toHexString(ThreadLocalRandom.current().nextInt()));
        execute(List.of("ip", "netns", "add", namespace.name));
        namespace.run("ip", "link", "set", "lo", "up");
        return namespace;
    }

    /** Skips the test where it has no right to make namespaces, virtual machines or other roots. */
    public static void assumeRoot() throws IOException {
        Object user = Files.getAttribute(Path.of("/proc/self"), "unix:uid");
        Assumptions.assumeTrue(user.equals(0), "needs root");
    }

    /** Skips the test where a program is missing. */
    public static void assumeInstalled(String program, String debianPackage) {
        Assumptions.assumeTrue(new File(program).canExecute(), program + " is missing: install " + debianPackage);
    }

    /** The namespace's name. */
    public String name() {
        return name;
    }

    /** Runs a command inside; its output. Fails unless it exits with 0. */
    public String run(String... command) throws IOException {
        List<String> all = new ArrayList<>(List.of("ip", "netns", "exec", name));
        all.addAll(List.of(command));
        return execute(all);
    }

    /** Runs a task on a thread of its own inside. */
    public <T> T inside(Callable<T> task) throws Exception {
        FutureTask<T> future = new FutureTask<>(() -> {
            enter();
            return task.call();
        });
        Thread.ofPlatform().daemon().start(future);
        try {
            return future.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof Exception cause) {
                throw cause;
            }
            throw failed;
        }
    }

    private void enter() throws IOException {
        int descriptor = Libc.open("/var/run/netns/" + name, 0);
        if (descriptor < 0 || Libc.setns(descriptor, CLONE_NEWNET) != 0) {
            throw new IOException("can't enter " + name + ": errno " + Native.getLastError());
        }
        Libc.close(descriptor);
    }

    @Override
    public void close() throws IOException {
        execute(List.of("ip", "netns", "delete", name));
    }

    private static String execute(List<String> command) throws IOException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            if (process.waitFor() != 0) {
                throw new IOException(String.join(" ", command) + ": " + output);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException(interrupted);
        }
        return output;
    }
}
