package dev.warren.labs.kernel;

import dev.warren.linux.lab.LabNamespace;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/** A virtual machine with a shell on its console. One thread's. */
final class VirtualMachine implements AutoCloseable {
    private static final int CANT_BE_HAD = 77;
    private static final String END = "@@end ";
    private static final String READY = "@@ready";
    private static final String SHELL =
            "echo " + READY + "; while IFS= read -r line; do bash -c \"$line\" </dev/null 2>&1; done";

    private final Process process;
    private final BufferedReader console;
    private final OutputStream commands;
    private final Path folder = Files.createTempDirectory("vm");
    private int count;

    private VirtualMachine(Process process) throws IOException {
        this.process = process;
        this.console = process.inputReader(StandardCharsets.UTF_8);
        this.commands = process.getOutputStream();
    }

    /** What a command said, and its exit status. */
    record Result(int status, List<String> lines) {}

    /**
     * Boots; skips the test where that can't be.
     *
     * @param namespace the network namespace that the TAP devices are in
     * @param taps its network cards
     */
    static VirtualMachine boot(String namespace, String... taps) throws IOException, InterruptedException {
        Path script = Path.of("lib", "kernel-vm").toAbsolutePath();
        LabNamespace.assumeRoot();
        Process preparation = new ProcessBuilder(script.toString(), "--prepare")
                .redirectErrorStream(true)
                .start();
        String said = new String(preparation.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        int status = preparation.waitFor();
        Assumptions.assumeTrue(status != CANT_BE_HAD, said);
        if (status != 0) {
            throw new IOException("kernel-vm --prepare: " + said);
        }
        List<String> command = new ArrayList<>();
        if (!namespace.isEmpty()) {
            command.addAll(List.of("ip", "netns", "exec", namespace));
        }
        command.add(script.toString());
        for (String tap : taps) {
            command.addAll(List.of("--nic", tap));
        }
        command.addAll(List.of("bash", "-c", SHELL));
        VirtualMachine machine = new VirtualMachine(
                new ProcessBuilder(command).redirectErrorStream(true).start());
        machine.readUntil(READY);
        return machine;
    }

    /** What comes before it is not for us; what is written before it gets lost. */
    private void readUntil(String word) throws IOException {
        String said = "";
        StringBuilder before = new StringBuilder();
        while (said != null && !said.contains(word)) {
            said = console.readLine();
            before.append(said).append('\n');
        }
        if (said == null) {
            throw new IOException("the virtual machine doesn't come up: " + before);
        }
    }

    /** Runs a line of shell to its end, whatever it says. */
    Result execute(String line) throws IOException {
        // A line of more than 4,096 bytes doesn't fit a terminal's buffer.
        Path script = Files.writeString(folder.resolve(++count + ".sh"), line + "\n");
        commands.write(("bash " + script + "; echo \"" + END + "$?\"\n").getBytes(StandardCharsets.UTF_8));
        commands.flush();
        List<String> lines = new ArrayList<>();
        while (true) {
            String said = console.readLine();
            if (said == null) {
                throw new IOException("the virtual machine is gone: " + lines);
            }
            int end = said.indexOf(END);
            if (end >= 0) {
                if (end > 0) {
                    lines.add(said.substring(0, end));
                }
                return new Result(
                        Integer.parseInt(said.substring(end + END.length()).strip()), lines);
            }
            lines.add(said);
        }
    }

    /** Runs a line of shell that must succeed; its output. */
    String run(String line) throws IOException {
        Result result = execute(line);
        String output = String.join("\n", result.lines());
        if (result.status() != 0) {
            throw new IOException(line + ": status " + result.status() + ": " + output);
        }
        return output;
    }

    /** The command of a class of these tests or of Warren, to be run there. */
    static String java(String mainClass, String... arguments) {
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        return System.getProperty("java.home")
                + "/bin/java -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xshare:auto -Xmx320m --enable-native-access=ALL-UNNAMED"
                + " --sun-misc-unsafe-memory-access=allow --add-modules jdk.incubator.vector -cp '" + classPath + "' "
                + mainClass + " " + String.join(" ", arguments);
    }

    @Override
    public void close() throws IOException {
        try {
            process.destroy();
            for (int number = 1; number <= count; number++) {
                Files.deleteIfExists(folder.resolve(number + ".sh"));
            }
            Files.delete(folder);
            if (!process.waitFor(5, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException hurried) {
            process.destroy();
            Thread.currentThread().interrupt();
        }
    }
}
