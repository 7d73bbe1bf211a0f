package dev.warren.bgp.lab;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Policies in both directions, judged by the tables of FRR and BIRD, and changed while the session goes on. */
@Tag("lab")
class PolicyInteroperabilityTest {
    private static final long LIMIT_NANOS = 30_000_000_000L;
    private static final long POLL_NANOS = 100_000_000;

    @TempDir
    private Path folder = Path.of("");

    @ParameterizedTest(name = "{0} over {1}")
    @CsvSource({"frr, v6", "bird, v4"})
    void changesGoBothWaysWithoutAReset(String program, String transport) throws IOException {
        assumeTrue("root".equals(System.getProperty("user.name")), "skipped: needs root");
        try (TwoNamespaces namespaces = new TwoNamespaces()) {
            boolean frr = program.equals("frr");
            boolean v4 = transport.equals("v4");
            String ours = v4 ? "192.0.2.1" : "2001:db8:1::1";
            String theirs = v4 ? "192.0.2.2" : "2001:db8:1::2";
            OtherRouter other = frr
                    ? new Frr(namespaces, folder, ours, 64600, 64512, true, Protection.NONE)
                    : new Bird(namespaces, folder, ours, 64600, 64512, true, Protection.NONE);
            TwoNamespaces.RemoteSpeaker speaker = namespaces.speaker(ours, "64512", theirs, "64600", "active");
            speaker.ask("originate 10.1.0.0/16");
            speaker.ask("originate 2001:db8:a::/48");
            await(() -> has(speaker, "172.20.0.0/24") && has(speaker, "2001:db8:a00::/48"), speaker, other);
            await(() -> otherHas(other, "10.1.0.0/16") && otherHas(other, "2001:db8:a::/48"), speaker, other);

            speaker.ask("policies dressed");
            await(() -> speaker.ask("paths").split("OptionalLong\\[217\\]", -1).length == 3, speaker, other);
            assertTrue(speaker.ask("paths").contains("64512:99"));
            await(() -> !otherHas(other, "2001:db8:a::/48"), speaker, other);
            String path = frr ? "64512 64512 64512" : "as_path: 64512 64512 64512";
            await(() -> other.routes().contains(path) && other.routes().contains("77"), speaker, other);
            String table = other.routes();
            assertTrue(table.contains("64512:1:2") || table.contains("(64512, 1, 2)"), table);
            assertFalse(table.contains("64512:7\"") || table.contains("(64512,7)"), table);

            speaker.ask("policies otherwise");
            await(() -> !has(speaker, "172.20.0.0/24"), speaker, other);
            assertTrue(has(speaker, "2001:db8:a00::/48"));
            await(() -> other.routes().contains("78") && !other.routes().contains(path), speaker, other);

            // What was stopped comes back by a refresh (RFC 2918).
            speaker.ask("policies pass");
            await(() -> has(speaker, "172.20.0.0/24") && otherHas(other, "2001:db8:a::/48"), speaker, other);
            await(
                    () -> !other.routes().contains("\"metric\":78")
                            && !other.routes().contains("med: 78"),
                    speaker,
                    other);

            speaker.ask("policies closed");
            await(() -> !has(speaker, "172.20") && !otherHas(other, "10.1.0.0/16"), speaker, other);
            assertTrue(speaker.ask("status").contains("established=1"), speaker.ask("status"));
            speaker.kill();
        }
    }

    private static boolean has(TwoNamespaces.RemoteSpeaker speaker, String prefix) {
        return speaker.ask("routes").contains(prefix);
    }

    private static boolean otherHas(OtherRouter other, String prefix) {
        String table = other.routes();
        return table.contains("\"" + prefix + "\"") || table.contains(prefix + " ");
    }

    private void await(BooleanSupplier condition, TwoNamespaces.RemoteSpeaker speaker, OtherRouter other) {
        long deadline = System.nanoTime() + LIMIT_NANOS;
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError(speaker.ask("paths") + speaker.ask("status") + other.routes());
            }
            LockSupport.parkNanos(POLL_NANOS);
        }
    }
}
