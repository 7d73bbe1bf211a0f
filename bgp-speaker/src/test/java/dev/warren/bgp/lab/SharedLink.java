package dev.warren.bgp.lab;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;

/** How two other machines are behind one interface of ours: v0 on all three, with the link-local addresses fe80::1 (ours), ::2 (theirs) and ::3 (the third's). */
enum SharedLink {
    /** A broadcast link: our v0 is a bridge with a port for each. */
    BRIDGE {
        @Override
        void join(TwoNamespaces namespaces, Path folder) {
            String third = namespaces.third();
            setAside(namespaces.ours());
            ip(namespaces.ours(), "address flush dev u0");
            ip(namespaces.ours(), "link add v0 type bridge");
            for (String port : new String[] {"u0", "v1"}) {
                ip(namespaces.ours(), "link set " + port + " addrgenmode none master v0 up");
            }
            TwoNamespaces.setUp(namespaces.ours(), "1");
            ip(third, "link set v1 down");
            ip(third, "link set v1 name v0");
            TwoNamespaces.setUp(third, "3");
        }
    },

    /** A point-to-multipoint one, without broadcasts and neighbour discovery: each v0 is a WireGuard interface, and both others are ours' peers. */
    WIREGUARD {
        @Override
        void assumeReady() {
            assumeTrue(Files.exists(Path.of("/usr/bin/wireguard-go")), "skipped: no wireguard-go");
        }

        @Override
        void join(TwoNamespaces namespaces, Path folder) throws IOException {
            String third = namespaces.third();
            setAside(namespaces.ours());
            setAside(namespaces.theirs());
            String[] keys = new String[3];
            String[] devices = {namespaces.ours(), namespaces.theirs(), third};
            for (int index = 0; index < 3; index++) {
                keys[index] = tunnel(namespaces, devices[index], folder.resolve("tunnel" + index));
            }
            peer(namespaces.ours(), keys[1], "fe80::2/128", "192.0.2.2");
            peer(namespaces.ours(), keys[2], "fe80::3/128", "198.51.100.2");
            peer(namespaces.theirs(), keys[0], "::/0", "192.0.2.1");
            peer(third, keys[0], "::/0", "198.51.100.1");
            for (int index = 0; index < 3; index++) {
                ip(devices[index], "address add fe80::" + (index + 1) + "/64 dev v0 nodad");
                ip(devices[index], "link set v0 up");
            }
        }
    };

    private static final long START_NANOS = 10_000_000_000L;
    private static final long POLL_NANOS = 20_000_000;

    /** Makes it of the links that there are. */
    abstract void join(TwoNamespaces namespaces, Path folder) throws IOException;

    /** Skips a test that can't be here. */
    void assumeReady() {}

    /** What asks a {@link Meeting} for it. */
    String option() {
        return "link=" + this;
    }

    private static void ip(String namespace, String words) {
        Shell.run(("ip -n " + namespace + " " + words).split(" ", -1));
    }

    /** The veth is u0 from now on, without IPv6. */
    private static void setAside(String namespace) {
        ip(namespace, "link set v0 down");
        ip(namespace, "link set v0 name u0");
        ip(namespace, "link set u0 addrgenmode none up");
    }

    /** Starts a tunnel; answers its public key. */
    private static String tunnel(TwoNamespaces namespaces, String namespace, Path files) throws IOException {
        Path socket = Path.of("/var/run/wireguard/" + namespace + ".sock");
        // One that is killed leaves it behind, and one whose socket goes ends.
        Files.deleteIfExists(socket);
        socket.toFile().deleteOnExit();
        namespaces.start(namespace, files, "wireguard-go", "-f", namespace);
        long deadline = System.nanoTime() + START_NANOS;
        while (!Files.exists(socket)) {
            assertTrue(System.nanoTime() < deadline, () -> Shell.read(files));
            LockSupport.parkNanos(POLL_NANOS);
        }
        Path key = Files.writeString(files.resolveSibling(files.getFileName() + ".key"), Shell.run("wg", "genkey"));
        Shell.run("wg", "set", namespace, "private-key", key.toString(), "listen-port", "51820");
        ip(namespace, "link set " + namespace + " name v0 addrgenmode none");
        return Shell.run("wg", "show", namespace, "public-key").strip();
    }

    private static void peer(String namespace, String key, String allowed, String endpoint) {
        Shell.run("wg", "set", namespace, "peer", key, "allowed-ips", allowed, "endpoint", endpoint + ":51820");
    }
}
