package dev.warren.bgp.lab;

import dev.warren.programs.JavaProgram;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;

/** Two namespaces joined by a veth: 192.0.2.1 and 2001:db8:1::1 for the speaker, .2 and ::2 for the other program. */
final class TwoNamespaces implements AutoCloseable {
    private static final JavaProgram SPEAKER = new JavaProgram(SpeakerMain.class, "-Dio.netty.jfr.enabled=false");
    private static final AtomicInteger COUNT = new AtomicInteger();

    private final String base = "wb" + ProcessHandle.current().pid() + "x" + COUNT.incrementAndGet();
    private final List<Process> processes = new ArrayList<>();
    private boolean hasThird;
    private boolean replaced;

    TwoNamespaces() {
        Shell.run("ip", "netns", "add", ours());
        Shell.run("ip", "netns", "add", theirs());
        Shell.run("ip", "link", "add", "v0", "netns", ours(), "type", "veth", "peer", "name", "v0", "netns", theirs());
        setUp(ours(), "1");
        setUp(theirs(), "2");
    }

    static void setUp(String namespace, String host) {
        Shell.run("ip", "-n", namespace, "link", "set", "lo", "up");
        Shell.run("ip", "-n", namespace, "addr", "replace", "192.0.2." + host + "/24", "dev", "v0");
        Shell.run("ip", "-n", namespace, "addr", "replace", "2001:db8:1::" + host + "/64", "dev", "v0", "nodad");
        Shell.run("ip", "-n", namespace, "addr", "replace", "fe80::" + host + "/64", "dev", "v0", "nodad");
        Shell.run("ip", "-n", namespace, "link", "set", "v0", "up");
    }

    /** Cuts the link. */
    void cut() {
        Shell.run("ip", "-n", theirs(), "link", "set", "v0", "down");
    }

    /** Mends it, with the addresses that a cut link has lost. */
    void mend() {
        setUp(theirs(), "2");
        setUp(ours(), "1");
    }

    String ours() {
        return base + "a";
    }

    String theirs() {
        return base + (replaced ? "d" : "b");
    }

    /** Another machine takes their place on the link, with the same addresses; nothing that the first one's kernel still says goes anywhere. */
    void replaceTheirs() {
        String first = theirs();
        replaced = true;
        Shell.run("ip", "netns", "add", theirs());
        Shell.run("ip", "-n", first, "link", "set", "v0", "netns", theirs());
        setUp(theirs(), "2");
    }

    /** One more, with a link of its own to ours: 198.51.100.2 and 2001:db8:2::2 there, .1 and ::1 here. It is made when it is asked for. */
    String third() {
        if (!hasThird) {
            hasThird = true;
            String third = base + "c";
            Shell.run("ip", "netns", "add", third);
            Shell.run("ip", "link", "add", "v1", "netns", ours(), "type", "veth", "peer", "name", "v1", "netns", third);
            Shell.run("ip", "-n", third, "link", "set", "lo", "up");
            for (String[] end : new String[][] {{ours(), "1"}, {third, "2"}}) {
                Shell.run("ip", "-n", end[0], "addr", "add", "198.51.100." + end[1] + "/24", "dev", "v1");
                Shell.run("ip", "-n", end[0], "addr", "add", "2001:db8:2::" + end[1] + "/64", "dev", "v1", "nodad");
                Shell.run("ip", "-n", end[0], "link", "set", "v1", "up");
            }
        }
        return base + "c";
    }

    /** Starts a program in a namespace; it ends with this. */
    Process start(String namespace, Path log, String... command) throws IOException {
        List<String> all = new ArrayList<>(List.of("ip", "netns", "exec", namespace));
        all.addAll(Arrays.asList(command));
        Process process = new ProcessBuilder(all)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        processes.add(process);
        return process;
    }

    /** Starts a speaker as its own process. */
    RemoteSpeaker speaker(String... arguments) throws IOException {
        List<String> all = new ArrayList<>(List.of("ip", "netns", "exec", ours()));
        all.addAll(SPEAKER.command());
        all.addAll(Arrays.asList(arguments));
        Process process = new ProcessBuilder(all)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        processes.add(process);
        return new RemoteSpeaker(process);
    }

    /** A speaker in another process. */
    static final class RemoteSpeaker {
        private final Process process;
        private final PrintWriter commands;
        private final BufferedReader answers;

        RemoteSpeaker(Process process) {
            this.process = process;
            commands = new PrintWriter(new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8), true);
            answers = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        }

        String ask(String command) {
            commands.println(command);
            StringBuilder answer = new StringBuilder();
            try {
                for (String line = answers.readLine(); !Objects.equals(line, "."); line = answers.readLine()) {
                    if (line == null) {
                        throw new IllegalStateException("the speaker ended");
                    }
                    answer.append(line).append('\n');
                }
            } catch (IOException gone) {
                throw new IllegalStateException(gone);
            }
            return answer.toString();
        }

        void kill() {
            Shell.kill(process);
        }
    }

    @Override
    public void close() {
        processes.forEach(Shell::kill);
        Shell.run("ip", "netns", "del", ours());
        Shell.run("ip", "netns", "del", base + "b");
        if (replaced) {
            Shell.run("ip", "netns", "del", theirs());
        }
        if (hasThird) {
            Shell.run("ip", "netns", "del", third());
        }
    }
}
