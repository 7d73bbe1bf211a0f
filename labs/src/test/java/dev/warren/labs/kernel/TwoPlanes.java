package dev.warren.labs.kernel;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.warren.linux.lab.LabNamespace;
import dev.warren.net.PublicKey;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Our plane in a network namespace, the kernel's in a virtual machine, and a TAP device between them. Outside, ours are addresses that end
 * in 1, the kernel's in 2; inside too.
 */
final class TwoPlanes implements AutoCloseable {
    static final int OUR_PORT = 51_821;
    static final int KERNEL_PORT = 51_822;

    private static final String TAP = "tap0";
    private static final String KERNEL_NAME = "wg0";

    private final Path folder;
    private final String ourName = "wv" + ProcessHandle.current().pid() % 100_000;
    private final LabNamespace namespace;
    private final VirtualMachine machine;
    private Optional<Process> ours = Optional.empty();
    private String ourKey = "";
    private String kernelKey = "";

    /** Boots the virtual machine; skips the test where there is none. */
    TwoPlanes(Path folder) throws Exception {
        this.folder = folder;
        LabNamespace.assumeInstalled("/usr/bin/wg", "wireguard-tools");
        namespace = LabNamespace.create();
        namespace.run("ip", "tuntap", "add", TAP, "mode", "tap");
        namespace.run("ip", "link", "set", TAP, "up");
        machine = booted(namespace);
    }

    private static VirtualMachine booted(LabNamespace namespace) throws Exception {
        boolean up = false;
        try {
            VirtualMachine machine = VirtualMachine.boot(namespace.name(), TAP);
            up = true;
            return machine;
        } finally {
            if (!up) {
                namespace.close();
            }
        }
    }

    /** Brings both planes up, without peers. */
    void start() throws IOException {
        machine.run("ip link set eth0 up");
        for (int outer : new int[] {4, 6}) {
            moveOurs(outer, 0, 1);
            moveKernels(outer, 0, 2);
        }
        String command = "exec " + VirtualMachine.java("dev.warren.wg.device.WireGuardMain", ourName);
        Process process = new ProcessBuilder("ip", "netns", "exec", namespace.name(), "sh", "-c", command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("ours.log").toFile())
                .start();
        ours = Optional.of(process);
        machine.run("ip link add " + KERNEL_NAME + " type wireguard");
        awaitOurs(process);
        namespace.run("ip", "addr", "add", "10.9.0.1/24", "dev", ourName);
        namespace.run("ip", "addr", "add", "fd09::1/64", "dev", ourName, "nodad");
        namespace.run("ip", "link", "set", ourName, "mtu", "1420", "up");
        machine.run("ip addr add 10.9.0.2/24 dev wg0; ip addr add fd09::2/64 dev wg0 nodad; ip link set wg0 up");
    }

    private void awaitOurs(Process process) {
        Path socket = Path.of("/var/run/wireguard", ourName + ".sock");
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (!Files.exists(socket)) {
            assertTrue(process.isAlive() && System.nanoTime() - deadline < 0, this::log);
            LockSupport.parkNanos(20_000_000);
        }
    }

    private String file(String name) {
        return folder.resolve(name).toString();
    }

    private static String address(int outer, int end) {
        return outer == 4 ? "192.0.2." + end : "2001:db8::" + end;
    }

    /** The text form of an endpoint outside. */
    static String endpoint(int outer, int end, int port) {
        return outer == 4 ? address(4, end) + ":" + port : "[" + address(6, end) + "]:" + port;
    }

    /** New keys on both sides, so that nothing is left of a session; one of them knows where the other is. */
    void join(boolean oursBegins, int outer) throws IOException {
        forget(ourKey, kernelKey);
        for (String name : new String[] {"ours", "kernel"}) {
            namespace.run("sh", "-c", "umask 077; wg genkey > " + file(name + ".key"));
            // The virtual machine may have the file's former content in its cache.
            machine.run("umask 077; echo '"
                    + Files.readString(folder.resolve(name + ".key")).strip() + "' > /run/" + name + ".key");
        }
        namespace.run("sh", "-c", "umask 077; wg genpsk > " + file("psk"));
        machine.run(
                "umask 077; echo '" + Files.readString(folder.resolve("psk")).strip() + "' > /run/psk");
        ourKey = namespace.run("sh", "-c", "wg pubkey < " + file("ours.key")).strip();
        kernelKey =
                namespace.run("sh", "-c", "wg pubkey < " + file("kernel.key")).strip();
        List<String> set = new ArrayList<>(List.of("wg", "set", ourName, "private-key", file("ours.key")));
        set.addAll(List.of("listen-port", "" + OUR_PORT, "peer", kernelKey, "preshared-key", file("psk")));
        set.addAll(List.of("allowed-ips", "10.9.0.2/32,fd09::2/128"));
        if (oursBegins) {
            set.addAll(List.of("endpoint", endpoint(outer, 2, KERNEL_PORT)));
        }
        namespace.run(set.toArray(String[]::new));
        machine.run("wg set wg0 private-key /run/kernel.key listen-port " + KERNEL_PORT + " peer " + ourKey
                + " preshared-key /run/psk allowed-ips 10.9.0.1/32,fd09::1/128"
                + (oursBegins ? "" : " endpoint " + endpoint(outer, 1, OUR_PORT)));
    }

    private void forget(String formerOurs, String formerKernels) throws IOException {
        if (!formerOurs.isEmpty()) {
            namespace.run("wg", "set", ourName, "peer", formerKernels, "remove");
            machine.run("wg set wg0 peer " + formerOurs + " remove");
        }
    }

    void changePresharedKeyOfOurs() throws IOException {
        namespace.run("sh", "-c", "umask 077; wg genpsk > " + file("psk"));
        namespace.run("wg", "set", ourName, "peer", kernelKey, "preshared-key", file("psk"));
    }

    /** Gives our side another address outside; 0 for none before. */
    void moveOurs(int outer, int from, int to) throws IOException {
        namespace.run("sh", "-c", move(TAP, outer, from, to));
    }

    /** Gives the kernel's side another address outside. */
    void moveKernels(int outer, int from, int to) throws IOException {
        machine.run(move("eth0", outer, from, to));
    }

    /** First away, then there: the other order would take the new IPv4 address away, too, as one that is secondary. */
    private static String move(String link, int outer, int from, int to) {
        String length = outer == 4 ? "/24" : "/64";
        String away = from == 0 ? "" : "ip addr del " + address(outer, from) + length + " dev " + link + " && ";
        return away + "ip addr add " + address(outer, to) + length + (outer == 4 ? "" : " nodad") + " dev " + link;
    }

    /** Pings from our side; true if an answer came. */
    boolean ourPing(String to, String... options) {
        try {
            namespace.run("sh", "-c", ping(to, options));
            return true;
        } catch (IOException lost) {
            return false;
        }
    }

    /** Pings from the kernel's side; true if an answer came. */
    boolean kernelPing(String to, String... options) throws IOException {
        return machine.execute(ping(to, options)).status() == 0;
    }

    private static String ping(String to, String... options) {
        return "ping -q " + (options.length == 0 ? "-c1 -W10" : String.join(" ", options)) + " " + to;
    }

    String endpointThatTheKernelHas() throws IOException {
        return machine.run("wg show wg0 endpoints").strip().split("\t", -1)[1];
    }

    String endpointThatWeHave() throws IOException {
        return namespace.run("wg", "show", ourName, "endpoints").strip().split("\t", -1)[1];
    }

    InitiationFlood floodKernel(int outer) throws Exception {
        return new InitiationFlood(
                namespace, new InetSocketAddress(address(outer, 2), KERNEL_PORT), PublicKey.parse(kernelKey));
    }

    /**
     * From the same namespace, but from a network of its own: who shares one with a flood is thinned out with it, by address in IPv4,
     * by /64 in IPv6.
     */
    InitiationFlood floodOurs(int outer) throws Exception {
        String source = outer == 4 ? "198.18.0.1" : "2001:db8:f100::1";
        if (outer == 4) {
            namespace.run("ip", "addr", "replace", source, "dev", "lo");
        } else {
            namespace.run("ip", "addr", "replace", source, "dev", "lo", "nodad");
        }
        return new InitiationFlood(
                namespace,
                new InetSocketAddress(source, 0),
                new InetSocketAddress(address(outer, 1), OUR_PORT),
                PublicKey.parse(ourKey));
    }

    private String log() {
        try {
            return Files.readString(folder.resolve("ours.log"), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            return unreadable.toString();
        }
    }

    /** What both have, for the message of a failure. */
    String state() {
        try {
            return namespace.run("wg", "show", ourName) + log() + machine.execute("wg show wg0; ip addr; ip -s link");
        } catch (IOException failure) {
            return failure.toString();
        }
    }

    @Override
    public void close() throws IOException {
        machine.close();
        ours.ifPresent(TwoPlanes::stop);
        namespace.close();
    }

    private static void stop(Process process) {
        process.destroy();
        try {
            if (!process.waitFor(5, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
    }
}
