package dev.warren.wg.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.warren.linux.lab.LabNamespace;
import dev.warren.programs.JavaProgram;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/** Two network namespaces joined by a veth pair, removed in the end; the names hold this process's id. */
final class Lab implements AutoCloseable {
    static final String OURS = "ours";
    static final String WIREGUARD_GO = "wireguard-go";

    private static final JavaProgram PLANE =
            new JavaProgram(WireGuardMain.class, "--add-modules", "jdk.incubator.vector");
    private static final String ID = Long.toString(ProcessHandle.current().pid() % 100_000);

    private final Path folder;
    private final List<Process> started = new ArrayList<>();
    private final String[] publicKeys = new String[2];

    Lab(Path folder) throws IOException, InterruptedException {
        this.folder = folder;
        LabNamespace.assumeRoot();
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
        // A new link carries IPv6 up to a second after it is up: a first initiation that is lost comes again after five
        // only.
        for (String other : new String[] {"192.0.2.2", "2001:db8::2"}) {
            await("way to " + other, () -> answers(other));
        }
    }

    private boolean answers(String other) {
        try {
            return ping(0, other, "-c1", "-W1") == 0;
        } catch (IOException failure) {
            throw new AssertionError(failure);
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
            return false;
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
        return start(end, implementation.equals(OURS) ? ours(javaOptions) : List.of("wireguard-go", "-f"));
    }

    /** Starts ours by another program, which runs what follows its arguments. */
    Process startIn(int end, String... program) throws IOException {
        return start(end, Stream.concat(Stream.of(program), ours().stream()).toList());
    }

    /** The command of ours, but for the interface's name. */
    List<String> ours(String... javaOptions) {
        List<String> more = new ArrayList<>(List.of("-Dwarren.wg.state=" + folder.resolve("state")));
        more.addAll(List.of(javaOptions));
        return PLANE.command(more.toArray(String[]::new));
    }

    private Process start(int end, List<String> implementation) throws IOException {
        List<String> command = new ArrayList<>(List.of("ip", "netns", "exec", namespace(end)));
        command.addAll(implementation);
        command.add(name(end));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log(end))
                .start();
        started.add(process);
        await("socket of " + implementation.getFirst(), () -> Files.exists(socket(end)) || !process.isAlive());
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
        configure(1, endpointOf1); // first: end 0 may have something to send as soon as it is up
        configure(0, endpointOf1);
    }

    /** Gives an end its keys, its peer and its addresses; again after a restart. */
    void configure(int end, String endpointOf1) throws IOException, InterruptedException {
        int other = 1 - end;
        List<String> set = new ArrayList<>(List.of("wg", "set", name(end), "private-key"));
        set.addAll(List.of(folder.resolve("key" + end).toString(), "listen-port", Integer.toString(51_820 + end)));
        String psk = folder.resolve("psk").toString();
        set.addAll(List.of("peer", publicKeys[other], "preshared-key", psk, "allowed-ips"));
        set.add("10.9.0." + (other + 1) + "/32,fd09::" + (other + 1) + "/128");
        if (end == 0) {
            set.addAll(List.of("endpoint", endpointOf1));
        }
        run(set.toArray(String[]::new));
        up(namespace(end), end);
    }

    /** Gives an end's interface its addresses, in the namespace where it is. */
    void up(String namespace, int end) throws IOException, InterruptedException {
        run("ip", "-n", namespace, "addr", "add", "10.9.0." + (end + 1) + "/24", "dev", name(end));
        run("ip", "-n", namespace, "addr", "add", "fd09::" + (end + 1) + "/64", "dev", name(end), "nodad");
        run("ip", "-n", namespace, "link", "set", name(end), "mtu", "1420", "up");
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

    /** Moves data, of TCP unless options say otherwise, for two seconds from end 0 to end 1 or back; what iperf3 said. */
    String iperf(String server, boolean reverse, String... options) throws IOException, InterruptedException {
        Process listener = new ProcessBuilder("ip", "netns", "exec", namespace(1), "iperf3", "-s", "-1", "--forceflush")
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("iperf").toFile())
                .start();
        started.add(listener);
        await("iperf3", () -> text(folder.resolve("iperf")).contains("listening"));
        List<String> command = new ArrayList<>(List.of("ip", "netns", "exec", namespace(0), "iperf3", "-t", "2"));
        command.addAll(List.of("-c", server));
        command.addAll(List.of(options));
        if (reverse) {
            command.add("-R");
        }
        Path said = folder.resolve("iperf-client");
        Process client = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        assertEquals(0, client.waitFor(), () -> text(said));
        listener.waitFor(5, TimeUnit.SECONDS);
        return text(said);
    }

    long transferred(int end) throws IOException, InterruptedException {
        String[] fields = output("wg", "show", name(end), "transfer").strip().split("\t", -1);
        return Long.parseLong(fields[1]) + Long.parseLong(fields[2]);
    }

    /** What both ends say about themselves, for the message of a failure. */
    String state() {
        StringBuilder state = new StringBuilder();
        try {
            for (int end = 0; end < 2; end++) {
                state.append(output("wg", "show", name(end))).append(text(log(end).toPath()));
                if (Files.exists(socket(end))) {
                    String counters = KernelBehaviourLabTest.ask(this, end, "get=counters");
                    state.append(counters.replaceAll("(drop_\\w+=0|prefix_moves=0)\n", ""))
                            .append('\n');
                }
            }
        } catch (IOException | RuntimeException failure) {
            state.append(failure);
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
        return state.toString();
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
