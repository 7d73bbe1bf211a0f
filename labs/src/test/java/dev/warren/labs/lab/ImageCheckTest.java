package dev.warren.labs.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What images need beyond programs. */
final class ImageCheckTest {
    private static final String LAB = """
            name: machines
            topology:
              nodes:
                one: {kind: linux, image: machine}
                two: {kind: linux, image: machine}
                plain: {kind: linux, image: machine, entrypoint: sleep infinity}
            """;

    @TempDir
    private Path folder;

    @Test
    void whatAnImageNeedsIsGotOnceForAllItsNodes() throws Exception {
        check("sh -c 'echo ready >>{labs}/said'").makeReady();
        assertEquals("ready\n", Files.readString(folder.resolve("said")));
    }

    @Test
    void whatThisMachineCantHaveIsLacking() throws Exception {
        ImageCheck images = check("sh -c 'echo no processor for it >&2; exit 77'");
        NotHere e = assertThrows(NotHere.class, images::makeReady);
        assertEquals("one (machine): no processor for it", e.getMessage());
    }

    @Test
    void anyOtherFailureIsOne() throws Exception {
        ImageCheck images = check("sh -c 'echo broken; exit 3'");
        LabException e = assertThrows(LabException.class, images::makeReady);
        assertTrue(String.valueOf(e.getMessage()).endsWith("broken (exit status 3)"), e::toString);
    }

    private ImageCheck check(String ready) throws Exception {
        Files.writeString(
                folder.resolve("images.yml"),
                "machine: {repositories: [machine], command: \"true\", ready: \"" + ready + "\"}\n");
        Path file = Files.writeString(folder.resolve("machines.clab.yml"), LAB);
        return new ImageCheck(Lab.read(file, Map.of(), new Places(folder, folder)));
    }
}
