package dev.warren.labs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.warren.labs.lab.Places;
import dev.warren.labs.lab.Progress;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** What needs neither root nor a lab that is up. */
final class CommandLineTest {
    @TempDir
    private Path folder;

    private final StringWriter help = new StringWriter();
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "validate",
                "up",
                "check",
                "list",
                "inspect",
                "exec",
                "shell",
                "capture",
                "impair",
                "clock",
                "stop",
                "kill",
                "start",
                "freeze",
                "thaw",
                "down"
            })
    void everyVerbHasHelp(String verb) {
        assertEquals(0, run(verb, "--help"));
        assertTrue(help.toString().contains("labs/run " + verb), help::toString);
        assertTrue(help.toString().lines().count() > 3, help::toString);
    }

    @Test
    void theHelpNamesEveryVerbAndTheFirstForms() {
        assertEquals(0, run("--help"));
        for (String word : List.of("--check LAB", "--exec LAB NODE", "impair", "capture", "validate", "130")) {
            assertTrue(help.toString().contains(word), () -> word + " in " + help);
        }
    }

    @Test
    void aLabOfTheTreeIsValidAndListed() {
        assertEquals(0, run("validate", "two-regions"));
        assertTrue(printed().contains("two-regions.clab.yml: valid; 13 nodes, 12 links, "), this::printed);
        assertTrue(printed().contains("2 variants"), this::printed);
        assertEquals(0, run("list", "-j"));
        assertTrue(printed().contains("\"name\" : \"two-regions\""), this::printed);
        assertEquals(0, run("--list"));
    }

    @Test
    void whatIsWrongIsSaidWithItsPlace() throws Exception {
        Path file = folder.resolve("x.clab.yml");
        Files.writeString(file, "name: x\ntopology:\n  nodes:\n    a: {kind: linux, image: alpine, imgae: x}\n");
        assertEquals(1, run("validate", file.toString()));
        Files.writeString(file, "name: x\ntopology:\n  nodes:\n    a: {kind: linux, image: alpine}\n");
        assertEquals(0, run("validate", file.toString()));
        Files.createDirectory(folder.resolve("expect"));
        Files.writeString(folder.resolve("expect/1.yml"), "title: x\nexpect: [{node: b, run: \"true\"}]\n");
        assertEquals(1, run("validate", file.toString()));
    }

    @Test
    void wrongUsageIsStatusTwo() {
        assertEquals(2, run());
        assertEquals(2, run("two-regions", "superfluous"));
        assertEquals(2, run("up"));
        assertEquals(2, run("--version"), "there is none to tell");
        assertEquals(1, run("inspect"), "no lab is up here");
        assertEquals(1, run("validate", folder.toString() + ".yml"), "no such file");
    }

    private int run(String... arguments) {
        Places places = new Places(Path.of("").toAbsolutePath(), folder);
        Progress progress = new Progress(new PrintStream(printed, true, StandardCharsets.UTF_8));
        CommandLine line = Main.commandLine(new Runner(places, progress));
        return line.setOut(new PrintWriter(help, true)).execute(arguments);
    }

    private String printed() {
        return printed.toString(StandardCharsets.UTF_8);
    }
}
