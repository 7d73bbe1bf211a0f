package dev.warren.labs.lab;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.warren.linux.lab.LabNamespace;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A node of FRR takes what its image takes. */
@Tag("lab")
final class FrrNodeTest {
    private static final Path TREE = Path.of("..").toAbsolutePath().normalize();
    private static final Duration LIMIT = Duration.ofSeconds(60);

    @TempDir
    private Path folder;

    @BeforeEach
    void needsRootAndFrr() throws Exception {
        LabNamespace.assumeRoot();
        Assumptions.assumeTrue(Files.exists(Path.of("/usr/lib/frr/bgpd")), "FRR (apt-get install frr)");
    }

    @AfterEach
    void takeDown() throws Exception {
        LabDown.down(places().folder("router"));
    }

    @Test
    void aFolderThatCantBeWrittenAndALineThatItDoesNotKnowAreTaken() throws Exception {
        Path configuration = Files.createDirectory(folder.resolve("r1"));
        Files.writeString(configuration.resolve("daemons"), "zebra=yes\nbgpd=yes\n");
        Files.writeString(
                configuration.resolve("frr.conf"), "no-such-command 1\nrouter bgp 65001\n bgp router-id 10.0.0.1\n");
        NodeShell router = play("r1:/etc/frr:ro");
        awaitConfiguration(router, "router bgp 65001");
        assertTrue(router.main().isPresent(), () -> router.tail("main.log"));
        assertTrue(Files.notExists(configuration.resolve("vtysh.conf")), "the lab's folder stays as it is");
    }

    @Test
    void oneFileADaemonIsEnough() throws Exception {
        Path configuration = Files.createDirectory(folder.resolve("r1"));
        Files.writeString(configuration.resolve("daemons"), "zebra=yes\nbgpd=yes\n");
        Files.writeString(configuration.resolve("bgpd.conf"), "router bgp 65002\n");
        folder.toFile().setExecutable(true, false);
        NodeShell router = play("r1:/etc/frr");
        awaitConfiguration(router, "router bgp 65002");
        assertTrue(router.main().isPresent(), () -> router.tail("main.log"));
    }

    private NodeShell play(String bind) throws Exception {
        String text = "name: router\ntopology:\n  nodes:\n    r1: {kind: linux, image: frrouting/frr, binds: [\"" + bind
                + "\"]}\n";
        Lab lab = Lab.read(Files.writeString(folder.resolve("router.clab.yml"), text), Map.of(), places());
        new LabPlayer(lab, places(), new Progress(new PrintStream(OutputStream.nullOutputStream()))).play();
        return lab.node("r1");
    }

    private static void awaitConfiguration(NodeShell router, String line) throws Exception {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        String running = "";
        while (!running.contains(line) && System.nanoTime() - deadline < 0) {
            running = router.run("vtysh", "-c", "show running-config").out();
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
        }
        assertTrue(running.contains(line), running + "\n" + router.tail("main.log"));
    }

    private Places places() {
        return new Places(TREE.resolve("labs"), folder);
    }
}
