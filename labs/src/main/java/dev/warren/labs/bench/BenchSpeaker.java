package dev.warren.labs.bench;

import dev.warren.bgp.NeighbourConfig;
import dev.warren.bgp.Speaker;
import dev.warren.bgp.SpeakerConfig;
import dev.warren.bgp.policy.NextHops;
import dev.warren.bgp.policy.RouteFilter;
import dev.warren.net.Asn;
import dev.warren.net.IpAddress;
import dev.warren.net.RouterId;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/**
 * The speaker alone, for {@code bgpbench.sh}: listens on 10.99.0.1 port 179 as AS 65000, waits for the neighbours of a file, takes
 * and passes on everything in both families, installs nothing. Ends on a signal.
 */
public final class BenchSpeaker {
    private static final IpAddress OWN = IpAddress.parse("10.99.0.1");
    private static final IpAddress OWN_V6 = IpAddress.parse("2001:db8:99::1");
    private static final Asn OWN_AS = Asn.of(65000);
    private static final Duration HOLD_TIME = Duration.ofMinutes(4);
    private static final int PORT = 179;
    private static final int USAGE = 2;

    private BenchSpeaker() {}

    /** Argument: a file with one line {@code ADDRESS AS} per neighbour. Exits with 2 if that is wrong, with 1 if it can't listen. */
    public static void main(String[] arguments) throws InterruptedException {
        if (arguments.length != 1) {
            fail(USAGE, "usage: labs/bench/speaker FILE (lines of ADDRESS AS)");
            return;
        }
        try {
            Speaker speaker = Speaker.start(new SpeakerConfig(
                    OWN_AS,
                    RouterId.parse(OWN.toString()),
                    List.of(new InetSocketAddress(OWN.toInetAddress(), PORT)),
                    neighbours(Path.of(arguments[0]))));
            CountDownLatch signalled = new CountDownLatch(1);
            Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                speaker.close();
                signalled.countDown();
            }));
            signalled.await();
        } catch (NoSuchFileException missing) {
            fail(USAGE, "there is no file " + missing.getFile());
        } catch (IllegalArgumentException badFile) {
            fail(USAGE, arguments[0] + ": " + badFile.getMessage());
        } catch (IOException failed) {
            fail(1, String.valueOf(failed.getMessage()));
        }
    }

    private static void fail(int status, String message) {
        System.err.println("labs/bench/speaker: " + message);
        System.exit(status);
    }

    private static List<NeighbourConfig> neighbours(Path file) throws IOException {
        List<NeighbourConfig> neighbours = new ArrayList<>();
        int number = 0;
        for (String line : Files.readAllLines(file)) {
            number++;
            String[] words = line.strip().split("\\s+", -1);
            if (line.isBlank()) {
                continue;
            }
            if (words.length != 2) {
                throw new IllegalArgumentException("line " + number + ": '" + line + "' is not ADDRESS AS");
            }
            try {
                neighbours.add(neighbour(IpAddress.parse(words[0]), Asn.parse(words[1])));
            } catch (IllegalArgumentException wrong) {
                throw new IllegalArgumentException("line " + number + ": " + wrong.getMessage(), wrong);
            }
        }
        return neighbours;
    }

    private static NeighbourConfig neighbour(IpAddress address, Asn asn) {
        return NeighbourConfig.builder(address.toString(), address, asn)
                .transport(t -> t.passive(true))
                .timers(t -> t.hold(HOLD_TIME))
                .policy(p -> p.nextHopSelf(true)
                        .nextHops(NextHops.of(OWN, OWN_V6))
                        .imports(RouteFilter.acceptAll())
                        .exports(RouteFilter.acceptAll()))
                .build();
    }
}
