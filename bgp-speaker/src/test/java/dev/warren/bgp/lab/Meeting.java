package dev.warren.bgp.lab;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A speaker of AS 64512 and another program, each in its namespace, with one session between them. */
final class Meeting implements AutoCloseable {
    private static final long LIMIT_NANOS = 40_000_000_000L;
    private static final long POLL_NANOS = 100_000_000;

    private final TwoNamespaces namespaces = new TwoNamespaces();
    private TwoNamespaces.RemoteSpeaker speaker;
    private final List<String> arguments;
    private final List<String> options;
    private final OtherRouter other;

    /**
     * Starts both.
     *
     * @param program frr or bird
     * @param transport v4, v6, or link for IPv6 link-local
     * @param asn the other's AS
     * @param role active or passive: what we are, and the other is the opposite; or both, where both connect
     * @param demands the other's settings
     * @param options ours, as {@link SpeakerMain} has them
     */
    Meeting(Path folder, String program, String transport, long asn, String role, Protection demands, String... options)
            throws IOException {
        for (SharedLink link : SharedLink.values()) {
            if (List.of(options).contains(link.option())) {
                link.join(namespaces, folder);
            }
        }
        boolean v4 = transport.equals("v4");
        String ours = v4 ? "192.0.2.1" : transport.equals("link") ? "fe80::1" : "2001:db8:1::1";
        String theirs = v4 ? "192.0.2.2" : transport.equals("link") ? "fe80::2" : "2001:db8:1::2";
        boolean theyWait = role.equals("active");
        other = program.equals("frr")
                ? new Frr(namespaces, folder, ours, asn, shown(options), theyWait, demands)
                : new Bird(namespaces, folder, ours, asn, shown(options), theyWait, demands);
        arguments = List.of(ours, "64512", theirs, Long.toString(asn), role);
        this.options = List.of(options);
        speaker = start();
    }

    /** The AS as which we appear. */
    private static long shown(String... options) {
        return Stream.of(options)
                .filter(option -> option.startsWith("as-path=") || option.startsWith("replaced-as="))
                .mapToLong(option -> Long.parseLong(option.substring(option.indexOf('=') + 1)))
                .findFirst()
                .orElse(64512);
    }

    private TwoNamespaces.RemoteSpeaker start(String... more) throws IOException {
        List<String> all = new ArrayList<>(arguments);
        all.addAll(options);
        all.addAll(List.of(more));
        return namespaces.speaker(all.toArray(String[]::new));
    }

    /** Starts our speaker once more after it was killed, with more options. */
    void startAgain(String... more) throws IOException {
        speaker = start(more);
    }

    /** Skips a test that can't be here. */
    static void assumeReady(String program) {
        assumeTrue("root".equals(System.getProperty("user.name")), "skipped: needs root");
        assumeTrue(
                Files.exists(Path.of(program.equals("frr") ? "/usr/lib/frr/bgpd" : "/usr/sbin/bird")),
                "skipped: no " + program);
    }

    TwoNamespaces namespaces() {
        return namespaces;
    }

    TwoNamespaces.RemoteSpeaker speaker() {
        return speaker;
    }

    OtherRouter other() {
        return other;
    }

    String ask(String command) {
        return speaker.ask(command);
    }

    /** True if both families of the other's routes are here. */
    boolean isUp() {
        String routes = speaker.ask("routes");
        return routes.contains("172.20.0.0/24") && routes.contains("2001:db8:a00::/48");
    }

    /** True if nothing of the other's routes is here. */
    boolean isDown() {
        String routes = speaker.ask("routes");
        return !routes.contains("172.20.0.0/24") && !routes.contains("2001:db8:a00::/48");
    }

    /** True if what the other prints about its routes names a prefix. */
    boolean otherHas(String prefix) {
        return other.routes().contains(prefix);
    }

    /** True if we have that many paths of the other's prefixes. */
    boolean hasPaths(int four, int six) {
        return paths("172.20.0.0/24") == four && paths("2001:db8:a00::/48") == six;
    }

    /** How many paths of a prefix we have. */
    int paths(String prefix) {
        return ask("paths")
                .lines()
                .filter(line -> line.startsWith(prefix + " "))
                .mapToInt(line -> times(Pattern.compile("pathId="), line))
                .sum();
    }

    /** How often a pattern is in a text. */
    static int times(Pattern pattern, String text) {
        return (int) pattern.matcher(text).results().count();
    }

    String scene() {
        return speaker.ask("routes")
                + speaker.ask("hops")
                + speaker.ask("paths")
                + speaker.ask("status")
                + other.routes()
                + other.neighbour();
    }

    void await(BooleanSupplier condition) {
        await(condition, this::scene);
    }

    /** Waits for something while something else holds all the time. */
    void awaitWhile(BooleanSupplier always, BooleanSupplier condition) {
        await(() -> {
            assertTrue(always.getAsBoolean(), this::scene);
            return condition.getAsBoolean();
        });
    }

    /** Waits for something of ours while the other can't answer. */
    void awaitAlone(BooleanSupplier condition) {
        await(condition, () -> speaker.ask("status"));
    }

    /** Something holds all the time, for so long. */
    void holds(Duration time, BooleanSupplier always) {
        holds(time, always, this::scene);
    }

    /** The other has both prefixes of ours all the time, for so long, while we may be gone. */
    void otherKeeps(Duration time, String four, String six) {
        holds(time, () -> otherHas(four) && otherHas(six), other::routes);
    }

    private static void holds(Duration time, BooleanSupplier always, Supplier<String> scene) {
        long end = System.nanoTime() + time.toNanos();
        while (System.nanoTime() < end) {
            long begun = System.nanoTime();
            assertTrue(always.getAsBoolean(), scene);
            pause(begun);
        }
    }

    private static void await(BooleanSupplier condition, Supplier<String> scene) {
        long deadline = System.nanoTime() + LIMIT_NANOS;
        long begun = System.nanoTime();
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() < deadline, scene);
            pause(begun);
            begun = System.nanoTime();
        }
    }

    /** After a look that began then: looking costs the machine half its time at most. */
    private static void pause(long begun) {
        LockSupport.parkNanos(Math.max(POLL_NANOS, System.nanoTime() - begun));
    }

    /** Waits until BFD watches over the session, cuts the link, and finds the routes gone long before the hold timer. */
    void cutIsNoticedByBfd() {
        awaitWatched();
        long cut = System.nanoTime();
        namespaces.cut();
        await(this::isDown);
        long millis = (System.nanoTime() - cut) / 1_000_000;
        assertTrue(millis < 3_000, millis + " ms, and the hold time is 9 s");
    }

    /** Waits until the routes are here and BFD is up. */
    void awaitWatched() {
        await(() -> isUp() && ask("bfd").contains("state=UP"));
    }

    @Override
    public void close() {
        speaker.kill();
        other.crash();
        namespaces.close();
    }
}
