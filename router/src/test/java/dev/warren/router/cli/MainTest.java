package dev.warren.router.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class MainTest {
    @TempDir
    private Path folder = Path.of("");

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int warren(String... arguments) {
        CommandLine command = Main.commandLine();
        command.setOut(new PrintWriter(out, true));
        command.setErr(new PrintWriter(err, true));
        return command.execute(arguments);
    }

    @ParameterizedTest
    @ValueSource(strings = {"run", "show", "check", "down", "wg"})
    void everySubcommandExplainsItself(String subcommand) {
        assertEquals(ExitCode.OK, warren(subcommand, "--help"));
        assertTrue(out.toString().startsWith("Usage: warren " + subcommand), out.toString());
    }

    @Test
    void aWrongWordIsWrongUsage() {
        assertEquals(ExitCode.USAGE, warren("shwo"));
    }

    @Test
    void aBadTopologyIsRefusedBeforeAnythingIsTouched() throws IOException {
        Path topology = Files.writeString(folder.resolve("t.yaml"), "overlay:\n  nmae: x\n");
        Path runFolder = folder.resolve("run");
        assertEquals(
                ExitCode.BAD_TOPOLOGY,
                warren(
                        "run",
                        "--topology",
                        topology.toString(),
                        "--node",
                        "fra",
                        "--run-folder",
                        runFolder.toString()));
        assertTrue(err.toString().contains("t.yaml:2:3"), err.toString());
        assertTrue(err.toString().contains("did you mean 'name'?"), err.toString());
        assertTrue(!Files.exists(runFolder));
    }

    @Test
    void aMissingTopologyIsNamed() {
        Path missing = folder.resolve("missing.yaml");
        assertTrue(warren("check", missing.toString()) != ExitCode.OK);
        assertTrue(err.toString().contains("missing.yaml"), err.toString());
    }

    @Test
    void withoutARouterShowSaysSo() {
        assertEquals(ExitCode.FAILED, warren("show", "bgp", "--run-folder", folder.toString()));
        assertTrue(err.toString().contains("no hub runs here"), err.toString());
    }
}
