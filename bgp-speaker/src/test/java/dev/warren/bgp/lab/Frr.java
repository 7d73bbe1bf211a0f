package dev.warren.bgp.lab;

import dev.warren.net.IpFamily;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;

/**
 * FRR: zebra and bgpd with their own sockets. It doesn't wait for more to announce with its first routes (coalesce-time), which takes a
 * second, and in which it forgets to withdraw what goes of several paths (FRRouting/frr#16830).
 */
final class Frr implements OtherRouter {
    private static final long START_NANOS = 10_000_000_000L;
    private static final long POLL_NANOS = 50_000_000;

    private final Path folder;
    private Process zebra;
    private final TwoNamespaces namespaces;
    private Process bgpd;
    private final String neighbour;
    private final long asn;

    Frr(
            TwoNamespaces namespaces,
            Path folder,
            String neighbour,
            long asn,
            long neighbourAs,
            boolean passive,
            Protection protection)
            throws IOException {
        this.folder = folder;
        this.namespaces = namespaces;
        this.asn = asn;
        this.neighbour = neighbour;
        // The daemons give up root for the user frr, who has to write here.
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
        Files.writeString(folder.resolve("zebra.conf"), "hostname other\n");
        Files.writeString(folder.resolve("bgpd.conf"), """
                frr defaults traditional
                route-map V4 permit 10
                %sexit
                route-map V6 permit 10
                 set ipv6 next-hop global 2001:db8:1::2
                exit
                router bgp %d
                 bgp router-id 10.0.0.2
                 no bgp ebgp-requires-policy
                 no bgp network import-check
                 coalesce-time 0
                 neighbor %s remote-as %d
                 neighbor %s timers connect 1
                 neighbor %s timers 3 9
                %s
                %s
                 address-family ipv4 unicast
                  network 172.20.0.0/24
                  neighbor %s activate
                  neighbor %s route-map V4 out
                 exit-address-family
                 address-family ipv6 unicast
                  network 2001:db8:a00::/48
                  neighbor %s activate
                  neighbor %s route-map V6 out
                 exit-address-family
                """.formatted(
                        protection.frrNextHop(),
                        asn,
                        neighbour,
                        neighbourAs,
                        neighbour,
                        neighbour,
                        passive ? " neighbor " + neighbour + " passive" : "",
                        protection.frr(neighbour),
                        neighbour,
                        neighbour,
                        neighbour,
                        neighbour));
        if (protection.addPath()) {
            // The second path of each prefix.
            for (String prefix : new String[] {"172.20.0.0/24", "2001:db8:a00::/48"}) {
                Shell.run("ip", "-n", namespaces.theirs(), "route", "add", "blackhole", prefix);
            }
        }
        zebra = daemon("zebra");
        if (protection.bfd()) {
            Files.writeString(folder.resolve("bfdd.conf"), "bfd\n");
            awaitFile("zserv.api");
            daemon("bfdd", "--bfdctl", folder.resolve("bfdd.sock").toString());
            awaitFile("bfdd.vty");
        }
        bgpd = daemon("bgpd");
    }

    /** A daemon that asks another one before that is there may ask only once. */
    private void awaitFile(String name) {
        long deadline = System.nanoTime() + START_NANOS;
        while (!Files.exists(folder.resolve(name)) && System.nanoTime() < deadline) {
            LockSupport.parkNanos(POLL_NANOS);
        }
    }

    private Process daemon(String name, String... more) throws IOException {
        List<String> words = new ArrayList<>(List.of(
                "/usr/lib/frr/" + name,
                "-f",
                folder.resolve(name + ".conf").toString(),
                "-i",
                folder.resolve(name + ".pid").toString(),
                "-z",
                folder.resolve("zserv.api").toString(),
                "--vty_socket",
                folder.toString(),
                "-A",
                "127.0.0.1",
                "-P",
                "0",
                "--log",
                "stdout"));
        words.addAll(List.of(more));
        return namespaces.start(namespaces.theirs(), folder.resolve(name + ".log"), words.toArray(String[]::new));
    }

    /**
     * What bgpd answers.
     *
     * @throws IllegalStateException if it isn't there or refuses a command, with what it says
     */
    private String vty(String... commands) {
        StringBuilder answers = new StringBuilder();
        try (Vty vty = new Vty(folder.resolve("bgpd.vty"))) {
            for (String command : commands) {
                answers.append(vty.ask(command));
            }
        } catch (IOException cannot) {
            throw new IllegalStateException(List.of(commands) + ": " + cannot.getMessage(), cannot);
        }
        return answers.toString();
    }

    /** What it shows, or why it can't yet. */
    private String show(String... commands) {
        try {
            return vty(commands);
        } catch (IllegalStateException notYet) {
            return String.valueOf(notYet.getMessage());
        }
    }

    /** Has it do something. It says nothing to what it does, and to some of what it doesn't do it says so without failing. */
    private void tell(String... commands) {
        String said = vty(commands);
        if (!said.isBlank()) {
            throw new IllegalStateException(List.of(commands) + ": " + said);
        }
    }

    @Override
    public String routes() {
        return show(
                "show bgp ipv4 unicast json detail",
                "show bgp ipv6 unicast json detail",
                "show bgp ipv4 unicast 10.1.0.0/16 json",
                "show bgp ipv6 unicast 2001:db8:a::/48 json");
    }

    @Override
    public void withdraw(IpFamily family) {
        tell(
                "configure terminal",
                "router bgp " + asn,
                "address-family ip" + family.toString().toLowerCase(Locale.ROOT) + " unicast",
                "no network " + OtherRouter.prefix(family));
    }

    @Override
    public String neighbour() {
        return show("show bgp neighbors json");
    }

    @Override
    public void refresh() {
        tell("clear bgp ipv4 unicast * soft in", "clear bgp ipv6 unicast * soft in");
    }

    /** Resets the session with Cease/Administrative Reset. */
    void reset() {
        tell("clear bgp *");
    }

    @Override
    public void shutDown(String text) {
        tell("configure terminal", "router bgp " + asn, "neighbor " + neighbour + " shutdown message " + text);
    }

    @Override
    public String log() {
        return Shell.read(folder.resolve("bgpd.log"));
    }

    @Override
    public void killBgp() {
        Shell.kill(bgpd);
    }

    @Override
    public void comeBack(IpFamily lost) throws IOException {
        Path configuration = folder.resolve("bgpd.conf");
        Files.writeString(
                configuration, Shell.read(configuration).replace("  network " + OtherRouter.prefix(lost) + "\n", ""));
        for (String file : new String[] {"bgpd.pid", "zebra.pid"}) {
            Files.deleteIfExists(folder.resolve(file));
        }
        if (!zebra.isAlive()) {
            Files.deleteIfExists(folder.resolve("zserv.api"));
            zebra = daemon("zebra");
            awaitFile("zserv.api");
        }
        bgpd = daemon("bgpd");
    }

    @Override
    public long pid() {
        return bgpd.pid();
    }

    @Override
    public void crash() {
        Shell.kill(bgpd);
        Shell.kill(zebra);
    }
}
