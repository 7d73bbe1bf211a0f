package dev.warren.bgp.lab;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sessions with FRR and BIRD 2: both families over either transport, either side opening, judged by both sides' tables. */
@Tag("lab")
class InteroperabilityTest {
    private static final long LIMIT_NANOS = 30_000_000_000L;
    private static final long POLL_NANOS = 100_000_000;
    private static final long OUR_AS = 64512;

    @TempDir
    private Path folder = Path.of("");

    @ParameterizedTest(name = "{0} AS {1} over {2}, we are {3}")
    @CsvSource({
        "frr, 64600, v4, active",
        "frr, 64600, v6, passive",
        "frr, 64512, v4, passive",
        "frr, 64512, v6, active",
        "bird, 4200000000, v4, passive",
        "bird, 64700, v6, active",
        "bird, 64512, v4, active",
        "bird, 64512, v6, passive"
    })
    void exchangesRoutes(String program, long asn, String transport, String role) throws IOException {
        assumeTrue("root".equals(System.getProperty("user.name")), "skipped: needs root");
        assumeTrue(
                Files.exists(Path.of(program.equals("frr") ? "/usr/lib/frr/bgpd" : "/usr/sbin/bird")),
                "skipped: no " + program);
        boolean v4 = transport.equals("v4");
        String ours = v4 ? "192.0.2.1" : "2001:db8:1::1";
        String theirs = v4 ? "192.0.2.2" : "2001:db8:1::2";
        boolean weWait = role.equals("passive");
        try (TwoNamespaces namespaces = new TwoNamespaces()) {
            OtherRouter other = program.equals("frr")
                    ? new Frr(namespaces, folder, ours, asn, OUR_AS, !weWait, Protection.NONE)
                    : new Bird(namespaces, folder, ours, asn, OUR_AS, !weWait, Protection.NONE);
            TwoNamespaces.RemoteSpeaker speaker =
                    namespaces.speaker(ours, Long.toString(OUR_AS), theirs, Long.toString(asn), role);
            speaker.ask("originate 10.1.0.0/16");
            speaker.ask("originate 2001:db8:a::/48");
            String path = asn == OUR_AS ? "" : Long.toString(asn);
            await(
                    () -> speaker.ask("routes").contains("172.20.0.0/24 via 192.0.2.2 path [" + path + "] from peer"),
                    speaker,
                    other);
            await(
                    () -> speaker.ask("routes").contains("2001:db8:a00::/48 via 2001:db8:1::2 path [" + path + "]"),
                    speaker,
                    other);
            await(
                    () -> other.routes().contains("10.1.0.0/16")
                            && other.routes().contains("2001:db8:a::/48"),
                    speaker,
                    other);
            String table = other.routes();
            assertTrue(table.contains("192.0.2.1") && table.contains("2001:db8:1::1"), table);
            assertTrue(table.contains("64512:7") || table.contains("(64512,7)"), table);

            speaker.ask("withdraw 10.1.0.0/16");
            await(
                    () -> !other.routes().contains("10.1.0.0/16 ")
                            && !other.routes().contains("\"10.1.0.0/16\""),
                    speaker,
                    other);
            speaker.ask("refresh");
            other.withdraw();
            await(() -> !speaker.ask("routes").contains("172.20.0.0/24"), speaker, other);
            assertTrue(speaker.ask("routes").contains("2001:db8:a00::/48"));
            other.crash();
            await(() -> !speaker.ask("routes").contains("2001:db8:a00::/48"), speaker, other);
            assertTrue(speaker.ask("routes").contains("2001:db8:a::/48"), "the local route stays");
            speaker.kill();
        }
    }

    private void await(BooleanSupplier condition, TwoNamespaces.RemoteSpeaker speaker, OtherRouter other) {
        Supplier<String> scene = () -> speaker.ask("routes") + speaker.ask("status") + other.routes();
        long deadline = System.nanoTime() + LIMIT_NANOS;
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError(scene.get());
            }
            LockSupport.parkNanos(POLL_NANOS);
        }
    }
}
