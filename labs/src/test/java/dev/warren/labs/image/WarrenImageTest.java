package dev.warren.labs.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.warren.labs.process.HostCommand;
import dev.warren.labs.process.Output;
import dev.warren.linux.lab.LabNamespace;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The container image of the profile {@code image}, as far as it can be tested without an engine: what is in it, and that it runs. */
@Tag("lab")
final class WarrenImageTest {
    private static final Path IMAGE =
            Path.of("../router/target/warren-image.tar").toAbsolutePath().normalize();
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final ObjectMapper JSON = new ObjectMapper();

    @BeforeEach
    void needsTheImage() {
        Assumptions.assumeTrue(Files.exists(IMAGE), "no " + IMAGE + ": mvn package -DskipTests -Pimage builds it");
    }

    @Test
    void itsConfigurationSaysHowToStartIt() throws Exception {
        JsonNode manifest = json("manifest.json").get(0);
        assertEquals("[\"warren:latest\"]", manifest.get("RepoTags").toString());
        JsonNode config = json(manifest.get("Config").asText()).get("config");
        assertEquals("[\"/opt/warren/bin/warren\"]", config.get("Entrypoint").toString());
        assertTrue(config.get("Env").toString().contains("\"JAVA_HOME=/opt/java\""), config.toString());
        assertEquals(
                "Warren",
                config.get("Labels").get("org.opencontainers.image.title").asText());
        assertTrue(config.get("Labels").has("org.opencontainers.image.version"));
    }

    @Test
    void itsLayersHaveRuntimeLauncherAndJars() throws Exception {
        StringBuilder listed = new StringBuilder();
        for (String layer : layers()) {
            listed.append(shell("tar -xOf " + IMAGE + " " + layer + " | tar -tvz"));
        }
        String files = listed.toString();
        for (String executable : List.of("opt/warren/bin/warren", "opt/java/bin/java", "bin/sh", "bin/ip")) {
            assertTrue(files.matches("(?s).*-rwxr-xr-x [^\\n]* " + executable + "\\n.*"), executable);
        }
        assertTrue(files.matches("(?s).* opt/warren/classpath/warren-router-[^\\n]*\\.jar\\n.*"), "the router's jar");
        assertTrue(files.matches("(?s).* opt/warren/libs/warren-bgp-speaker-[^\\n]*\\.jar\\n.*"), "a module's jar");
        assertTrue(files.contains("libnftables.so.1"), "a library that is opened by name");
    }

    @Test
    void itRunsInItsOwnRoot(@TempDir Path root) throws Exception {
        LabNamespace.assumeRoot();
        for (String layer : layers()) {
            shell("tar -xOf " + IMAGE + " " + layer + " | tar -xz -C " + root);
        }
        Files.writeString(root.resolve("etc/topology.yaml"), "overlay: {}\n");
        assertTrue(inside(root, "warren --version").out().startsWith("warren "));
        Output checked = inside(root, "warren check /etc/topology.yaml");
        assertTrue((checked.out() + checked.err()).contains("topology.yaml:1:"), checked.describe());
        assertTrue(inside(root, "ip link show lo && nft list tables && wg --version")
                .ok());
    }

    /** A command as the image's environment has it, in namespaces that end with it. */
    private static Output inside(Path root, String command) throws Exception {
        String mounts = "mount --rbind /dev " + root + "/dev && mount -t proc proc " + root + "/proc && ";
        return HostCommand.run(
                List.of(
                        "unshare",
                        "--mount",
                        "--net",
                        "--pid",
                        "--fork",
                        "--kill-child",
                        "sh",
                        "-c",
                        mounts + "exec chroot " + root
                                + " /bin/env -i JAVA_HOME=/opt/java PATH=/opt/warren/bin:/opt/java/bin:/bin /bin/sh -c '"
                                + command + "'"),
                LIMIT);
    }

    private static List<String> layers() throws Exception {
        List<String> layers = new ArrayList<>();
        json("manifest.json").get(0).get("Layers").forEach(layer -> layers.add(layer.asText()));
        return layers;
    }

    private static JsonNode json(String file) throws Exception {
        return JSON.readTree(shell("tar -xOf " + IMAGE + " " + file));
    }

    private static String shell(String command) throws Exception {
        Output output = HostCommand.run(List.of("bash", "-o", "pipefail", "-c", command), LIMIT);
        assertTrue(output.ok(), command + ": " + output.describe());
        return output.out();
    }
}
