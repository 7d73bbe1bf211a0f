package dev.warren.labs;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import dev.warren.labs.lab.Places;
import dev.warren.linux.lab.LabNamespace;
import dev.warren.topology.source.Suggestion;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

/**
 * Every lab of the source tree, with each of its variants, is played and checked by a runner of its own, in a random order, some
 * side by side. What it prints is kept in {@code labs/target/checks}, and so are the nodes' logs; a lab of the user's that is up
 * stays up.
 *
 * <p>System properties: {@code warren.labs.only} is one lab's name, {@code warren.labs.variants=false} leaves the variants out,
 * {@code warren.labs.order} is the seed of the order, {@code warren.labs.lanes} says how many are played at a time, 1 by default.
 */
@Tag("lab-check")
final class LabChecksTest {
    private static final Path TREE = Path.of("..").toAbsolutePath().normalize();
    private static final Path RUNNING = Places.of(TREE).ofTests().running();
    private static final Duration LIMIT = Duration.ofMinutes(10);
    private static final int MACHINE_LACKS = 3;

    /** A lab in one of its variants; the empty name for none. */
    private record Check(String lab, String variant) {
        String file() {
            return lab + (variant.isEmpty() ? "" : "." + variant);
        }

        @Override
        public String toString() {
            return "lab " + lab + (variant.isEmpty() ? "" : ", variant " + variant);
        }
    }

    /** What a runner has ended with, and what it has printed. */
    private record Verdict(int status, List<String> lines) {
        boolean failed() {
            return status != 0 && status != MACHINE_LACKS;
        }
    }

    @TestFactory
    List<DynamicTest> everyLabIsAsExpected() throws Exception {
        LabNamespace.assumeRoot();
        List<Check> checks = new ArrayList<>(checks());
        long seed = Long.getLong("warren.labs.order", System.nanoTime() & 0xffff);
        Collections.shuffle(checks, new Random(seed));
        System.out.println("the labs in the order " + seed + " (labs/test --order " + seed + "): " + checks);
        Files.createDirectories(RUNNING);
        Files.deleteIfExists(durations());
        Files.deleteIfExists(secondTries());
        Lanes<Check, Verdict> lanes =
                Lanes.start(Integer.getInteger("warren.labs.lanes", 1), checks, Check::lab, LabChecksTest::play);
        return checks.stream()
                .map(check -> DynamicTest.dynamicTest(check.toString(), () -> judge(check, lanes)))
                .toList();
    }

    private static List<Check> checks() throws Exception {
        LabFiles files = new LabFiles(Places.of(TREE));
        String only = System.getProperty("warren.labs.only", "");
        List<String> names = files.names();
        assertTrue(
                only.isEmpty() || names.contains(only),
                () -> "no lab is called '" + only + "'; " + Suggestion.remedy(only, names, "the labs are"));
        List<Check> checks = new ArrayList<>();
        for (String name : only.isEmpty() ? names : List.of(only)) {
            checks.add(new Check(name, ""));
            if (Boolean.parseBoolean(System.getProperty("warren.labs.variants", "true"))) {
                LabFiles.variants(files.find(name)).keySet().forEach(variant -> checks.add(new Check(name, variant)));
            }
        }
        return checks;
    }

    private static Verdict play(Check check) throws Exception {
        System.out.println("== " + check);
        long begun = System.nanoTime();
        Process runner = start(check);
        Thread.ofVirtual().start(() -> endAfterLimit(runner));
        List<String> lines = new ArrayList<>();
        try (BufferedReader output = runner.inputReader()) {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                System.out.println(check.file() + ": " + line);
                lines.add(line);
            }
        } finally {
            runner.destroy(); // it takes the lab down
            Files.write(log(check), lines);
        }
        int status = runner.waitFor();
        append(durations(), String.format(Locale.ROOT, "%8.1f s  %s", (System.nanoTime() - begun) / 1e9, check));
        return new Verdict(status, lines);
    }

    /** What fails beside another lab is played once more when no other is, which {@code labs/test} tells; alone it has but one try. */
    private static void judge(Check check, Lanes<Check, Verdict> lanes) throws Exception {
        Verdict verdict = lanes.result(check);
        if (verdict.failed() && lanes.sideBySide()) {
            lanes.awaitAll();
            Files.move(log(check), RUNNING.resolve(check.file() + ".first.log"), StandardCopyOption.REPLACE_EXISTING);
            List<String> first = verdict.lines();
            verdict = play(check);
            if (!verdict.failed()) {
                append(secondTries(), check + ": " + FailedSteps.brief(first));
            }
        }
        List<String> lines = verdict.lines();
        Assumptions.assumeTrue(verdict.status() != MACHINE_LACKS, () -> check + ": " + FailedSteps.of(lines));
        if (verdict.failed()) {
            fail(check + ": exit status " + verdict.status() + ", see " + log(check) + "\n" + FailedSteps.of(lines));
        }
    }

    private static Path log(Check check) {
        return RUNNING.resolve(check.file() + ".log");
    }

    private static Process start(Check check) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                "-Dwarren.root=" + TREE,
                "-Dwarren.running=" + RUNNING,
                Main.class.getName(),
                "--check"));
        if (!check.variant().isEmpty()) {
            command.addAll(List.of("--variant", check.variant()));
        }
        command.add(check.lab());
        return new ProcessBuilder(command).redirectErrorStream(true).start();
    }

    private static void endAfterLimit(Process runner) {
        try {
            if (!runner.waitFor(LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
                runner.destroy();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Path durations() {
        return RUNNING.resolve("durations");
    }

    private static Path secondTries() {
        return RUNNING.resolve("second-tries");
    }

    private static void append(Path file, String line) throws IOException {
        Files.writeString(file, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }
}
