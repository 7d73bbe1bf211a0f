package dev.warren.wg.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Two network namespaces joined by a veth pair, removed in the end; the names hold this process's id. */
final class Lab implements AutoCloseable {
    static final String OURS = "ours";
    static final String WIREGUARD_GO = "wireguard-go";

    private static final String ID = Long.toString(ProcessHandle.current().pid() % 100_000);

    private final Path folder;
    private final List<Process> started = new ArrayList<>();
    private final String[] publicKeys = new String[2];

    Lab(Path folder) throws IOException, InterruptedException {
        this.folder = folder;
        assumeTrue("root".equals(System.getProperty("user.name")), "network namespaces need root");
        assumeTrue(Files.exists(Path.of("/dev/net/tun")), "there is no /dev/net/tun");
        for (String tool : new String[] {"ip", "wg", "wireguard-go", "iperf3", "ping"}) {
            assumeTrue(!output("sh", "-c", "command -v " + tool + " || true").isBlank(), tool + " is not installed");
        }
        for (int i = 0; i < 2; i++) {
            run("ip", "netns", "add", namespace(i));
            run("ip", "-n", namespace(i), "link", "set", "lo", "up");
        }
        run(
                "ip",
                "link",
                "add",
                "v0",
                "netns",
                namespace(0),
                "type",
                "veth",
                "peer",
                "name",
                "v1",
                "netns",
                namespace(1));
        for (int i = 0; i < 2; i++) {
            run("ip", "-n", namespace(i), "addr", "add", "192.0.2." + (i + 1) + "/24", "dev", "v" + i);
            run("ip", "-n", namespace(i), "addr", "add", "2001:db8::" + (i + 1) + "/64", "dev", "v" + i, "nodad");
            run("ip", "-n", namespace(i), "link", "set", "v" + i, "up");
        }
    }

    String namespace(int end) {
        return "wgt" + ID + "-" + end;
    }

    String name(int end) {
        return "wt" + ID + "-" + end;
    }

    Path socket(int end) {
        return Path.of("/var/run/wireguard", name(end) + ".sock");
    }

    /** Starts an implementation at an end and waits for its socket. */
    Process start(int end, String implementation, String... javaOptions) throws IOException {
        List<String> command = new ArrayList<>(List.of("ip", "netns", "exec", namespace(end)));
        if (implementation.equals(OURS)) {
            command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
            command.addAll(List.of("-XX:+UseSerialGC", "--enable-native-access=ALL-UNNAMED"));
            command.add("--sun-misc-unsafe-memory-access=allow");
            command.add("-Dwarren.wg.state=" + folder.resolve("state"));
            command.addAll(List.of(javaOptions));
            String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
            command.addAll(List.of("-cp", classPath, WireGuardMain.class.getName()));
        } else {
            command.addAll(List.of("wireguard-go", "-f"));
        }
        command.add(name(end));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log(end))
                .start();
        started.add(process);
        await("a socket of " + implementation, () -> Files.exists(socket(end)) || !process.isAlive());
        return process;
    }

    File log(int end) {
        return folder.resolve("log" + end).toFile();
    }

    /** Joins both ends: end 0 knows where end 1 is. */
    void configure(String endpointOf1) throws IOException, InterruptedException {
        for (int i = 0; i < 2; i++) {
            String key = output("wg", "genkey").strip();
            Path file = folder.resolve("key" + i);
            Files.writeString(file, key);
            publicKeys[i] = output("sh", "-c", "wg pubkey <" + file).strip();
        }
        Path psk = folder.resolve("psk");
        Files.writeString(psk, output("wg", "genpsk"));
        for (int i = 0; i < 2; i++) {
            int other = 1 - i;
            List<String> set = new ArrayList<>(List.of("wg", "set", name(i), "private-key"));
            set.addAll(List.of(folder.resolve("key" + i).toString(), "listen-port", Integer.toString(51_820 + i)));
            set.addAll(List.of("peer", publicKeys[other], "preshared-key", psk.toString(), "allowed-ips"));
            set.add("10.9.0." + (other + 1) + "/32,fd09::" + (other + 1) + "/128");
            if (i == 0) {
                set.addAll(List.of("endpoint", endpointOf1));
            }
            run(set.toArray(String[]::new));
            run("ip", "-n", namespace(i), "addr", "add", "10.9.0." + (i + 1) + "/24", "dev", name(i));
            run("ip", "-n", namespace(i), "addr", "add", "fd09::" + (i + 1) + "/64", "dev", name(i), "nodad");
            run("ip", "-n", namespace(i), "link", "set", name(i), "mtu", "1420", "up");
        }
    }

    String publicKey(int end) {
        return publicKeys[end];
    }

    int ping(int from, String to, String... options) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("ip", "netns", "exec", namespace(from), "ping", "-q"));
        command.addAll(List.of(options));
        command.add(to);
        return exit(command);
    }

    /** Moves TCP data for two seconds from end 0 to end 1 and back. */
    void iperf(String server, boolean reverse) throws IOException, InterruptedException {
        Process listener = new ProcessBuilder("ip", "netns", "exec", namespace(1), "iperf3", "-s", "-1", "--forceflush")
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("iperf").toFile())
                .start();
        started.add(listener);
        await("iperf3", () -> text(folder.resolve("iperf")).contains("listening"));
        List<String> client = new ArrayList<>(List.of("ip", "netns", "exec", namespace(0), "iperf3", "-t", "2"));
        client.addAll(List.of("-c", server));
        if (reverse) {
            client.add("-R");
        }
        assertEquals(0, exit(client));
        listener.waitFor(5, TimeUnit.SECONDS);
    }

    long transferred(int end) throws IOException, InterruptedException {
        String[] fields = output("wg", "show", name(end), "transfer").strip().split("\t", -1);
        return Long.parseLong(fields[1]) + Long.parseLong(fields[2]);
    }

    static String text(Path file) {
        try {
            return Files.readString(file, StandardCharsets.UTF_8);
        } catch (IOException notYet) {
            return "";
        }
    }

    static void await(String what, BooleanSupplier condition) {
        long deadline = System.nanoTime() + 20_000_000_000L;
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() < deadline, "there was no " + what + " within 20 s");
            Thread.onSpinWait();
            java.util.concurrent.locks.LockSupport.parkNanos(20_000_000);
        }
    }

    static void run(String... command) throws IOException, InterruptedException {
        assertEquals(0, exit(List.of(command)), () -> String.join(" ", command));
    }

    private static int exit(List<String> command) throws IOException, InterruptedException {
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }

    static String output(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return text;
    }

    @Override
    public void close() throws IOException {
        for (Process process : started) {
            process.destroy();
        }
        try {
            for (Process process : started) {
                if (!process.waitFor(5, TimeUnit.SECONDS)) {
                    process.destroyForcibly().waitFor();
                }
            }
            for (int i = 0; i < 2; i++) {
                exit(List.of("ip", "netns", "del", namespace(i)));
            }
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
    }
}
