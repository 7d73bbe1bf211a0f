package dev.warren.labs.impair;

import dev.warren.linux.libc.LibcException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * The relay's process, in the network namespace of the interface: {@code Relay INTERFACE INDEX TAP IMPAIRMENT...}. It diverts what the
 * interface sends to a TAP interface, and sends it on when {@link FrameSchedule} says. Prints {@code ready TAP} once it does so; goes on
 * until it is killed. The diversion has to be removed by who kills it: until then nothing is sent.
 */
public final class Relay {
    private final FrameQueue queue = new FrameQueue();

    private Relay() {}

    /** Runs until it is killed; ends with status 1 and a message if it can't begin. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        new Relay()
                .run(
                        arguments[0],
                        Integer.parseInt(arguments[1]),
                        arguments[2],
                        Impairment.parse(Arrays.asList(arguments).subList(3, arguments.length)));
    }

    private void run(String name, int index, String tapName, Impairment impairment)
            throws IOException, InterruptedException {
        TapInterface tap = TapInterface.create(tapName);
        FrameSocket line = FrameSocket.open(index);
        Path ipv6 = Path.of("/proc/sys/net/ipv6/conf", tapName, "disable_ipv6"); // it must send nothing of its own
        if (Files.exists(ipv6)) {
            Files.writeString(ipv6, "1");
        }
        succeed("", List.of("ip", "link", "set", tapName, "arp", "off", "up"));
        Thread sender = new Thread(() -> send(line), "sender");
        sender.setDaemon(true);
        sender.start();
        succeed(Diversion.divert(index, name, tapName), List.of("nft", "-f", "-"));
        System.out.println("ready " + tapName);
        FrameSchedule schedule = new FrameSchedule(impairment, new SplittableRandom());
        while (true) {
            receive(tap, schedule);
        }
    }

    private void receive(TapInterface tap, FrameSchedule schedule) throws LibcException {
        byte[] frame = tap.read();
        long departure = schedule.departure(System.nanoTime(), frame.length);
        if (departure != FrameSchedule.DROPPED) {
            queue.add(frame, departure); // one for which there is no room is lost
        }
    }

    private void send(FrameSocket line) {
        try {
            while (true) {
                line.send(queue.take()); // one that a downed interface doesn't take is lost
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void succeed(String input, List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (OutputStream in = process.getOutputStream()) {
            in.write(input.getBytes(StandardCharsets.UTF_8));
        }
        if (process.waitFor() != 0) {
            throw new IOException(String.join(" ", command) + " failed: see above");
        }
    }
}
