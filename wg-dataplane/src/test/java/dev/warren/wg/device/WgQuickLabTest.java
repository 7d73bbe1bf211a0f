package dev.warren.wg.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code wg-quick up} and {@code down} with ours in both roles: all traffic of one end goes through the tunnel, in both families. */
@Tag("lab")
class WgQuickLabTest {
    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private Path folder;

    @ParameterizedTest
    @CsvSource({
        "ours, wireguard-go, 192.0.2.2:51821",
        "ours, wireguard-go, '[2001:db8::2]:51821'",
        "wireguard-go, ours, 192.0.2.2:51821",
        "wireguard-go, ours, '[2001:db8::2]:51821'",
        "ours, ours, '[2001:db8::2]:51821'"
    })
    void allTrafficGoesThroughTheTunnelUntilItIsTakenDown(String client, String server, String endpoint)
            throws Exception {
        try (Lab lab = new Lab(folder)) {
            Lab.run("ip", "-n", lab.namespace(1), "addr", "add", "203.0.113.9/32", "dev", "lo");
            Lab.run("ip", "-n", lab.namespace(1), "addr", "add", "2001:db8:9::9/128", "dev", "lo");
            String[] keys = {
                Lab.output("wg", "genkey").strip(), Lab.output("wg", "genkey").strip()
            };
            String psk = Lab.output("wg", "genpsk").strip();
            Path clientFile = write(
                    lab,
                    0,
                    List.of(
                            "[Interface]",
                            "PrivateKey = " + keys[0],
                            "Address = 10.9.0.1/24, fd09::1/64",
                            "MTU = 1400",
                            "[Peer]",
                            "PublicKey = " + publicKey(keys[1]),
                            "PresharedKey = " + psk,
                            "Endpoint = " + endpoint,
                            "AllowedIPs = 0.0.0.0/0, ::/0",
                            "PersistentKeepalive = 25"));
            Path serverFile = write(
                    lab,
                    1,
                    List.of(
                            "[Interface]",
                            "PrivateKey = " + keys[1],
                            "Address = 10.9.0.2/24, fd09::2/64",
                            "ListenPort = 51821",
                            "[Peer]",
                            "PublicKey = " + publicKey(keys[0]),
                            "PresharedKey = " + psk,
                            "AllowedIPs = 10.9.0.1/32, fd09::1/128"));
            for (int round = 0; round < 2; round++) {
                assertNotEquals(0, lab.ping(0, "203.0.113.9", "-c1", "-W1"), "there is no other way");
                quick(lab, 1, server, "up", serverFile);
                quick(lab, 0, client, "up", clientFile);
                for (String to : new String[] {"10.9.0.2", "fd09::2", "203.0.113.9", "2001:db8:9::9"}) {
                    assertEquals(0, lab.ping(0, to, "-c2", "-i0.2", "-W10"), to);
                }
                assertEquals(0, lab.ping(1, "10.9.0.1", "-c1", "-W5", "-Mdo", "-s1372"));
                quick(lab, 0, client, "down", clientFile);
                quick(lab, 1, server, "down", serverFile);
                for (int end = 0; end < 2; end++) {
                    int which = end;
                    Lab.await("end of " + lab.name(end), () -> !Files.exists(lab.socket(which)));
                    String links = Lab.output("ip", "-n", lab.namespace(end), "link");
                    assertFalse(links.contains(lab.name(end)), links);
                }
            }
        }
    }

    private Path write(Lab lab, int end, List<String> lines) throws IOException {
        Path file = folder.resolve(lab.name(end) + ".conf");
        Files.write(file, lines);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        return file;
    }

    private String publicKey(String privateKey) throws IOException, InterruptedException {
        Path file = folder.resolve("key");
        Files.writeString(file, privateKey);
        return Lab.output("sh", "-c", "wg pubkey <" + file).strip();
    }

    private void quick(Lab lab, int end, String implementation, String verb, Path file) throws Exception {
        List<String> command = new ArrayList<>(List.of("ip", "netns", "exec", lab.namespace(end), "env"));
        String program = implementation.equals(Lab.OURS) ? background(lab).toString() : implementation;
        command.add("WG_QUICK_USERSPACE_IMPLEMENTATION=" + program);
        command.addAll(List.of("wg-quick", verb, file.toString()));
        Path log = folder.resolve("wg-quick.log");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        assertEquals(
                0,
                process.waitFor(),
                () -> Lab.text(log) + Lab.text(lab.log(end).toPath()));
    }

    /** A program that returns once ours, in the background, serves its socket; ours ends with its interface. */
    private Path background(Lab lab) throws IOException {
        Path script = folder.resolve("background");
        Files.write(
                script,
                List.of(
                        "#!/bin/bash",
                        "setsid " + String.join(" ", lab.ours()) + " \"$1\" </dev/null >>" + folder.resolve("ours.log")
                                + " 2>&1 &",
                        "for ((i = 0; i < 400; i++)); do [[ -S /var/run/wireguard/$1.sock ]] && exit 0; sleep 0.05; done",
                        "exit 1"));
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
        return script;
    }
}
