package dev.warren.topology;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever stands in a topology's file, the outcome is a topology or its problems, soon. */
@Tag("slow")
final class HostileTextTest {
    private static final Duration SOON = Duration.ofSeconds(20);

    @TempDir
    Path folder;

    @Test
    void billionLaughsAreRefusedAtTheirAnchors() {
        String levels = IntStream.rangeClosed(1, 30)
                .mapToObj(i -> "a" + i + ": &a" + i + " [" + "*a" + (i - 1) + ", " + "*a" + (i - 1) + "]\n")
                .collect(Collectors.joining());
        TopologyException refused = problemsOf(("a0: &a0 [lol]\n" + levels).getBytes(StandardCharsets.UTF_8));
        assertTrue(
                refused.problems().stream()
                        .anyMatch(problem -> problem.line() == 1
                                && problem.column() == 5
                                && problem.message().equals("an anchor, '&a0', stands here")),
                refused::getMessage);
    }

    @Test
    void mergeKeyBombsAreRefused() {
        firstProblem("a: &a {b: c}\nd:\n  <<: [*a, *a, *a]\n".getBytes(StandardCharsets.UTF_8));
        firstProblem("&a ? *a\n: *a\n".getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @ValueSource(strings = {"[", "{", "{a: ", "- ", "? ", "[{", "!!a ", "\n - ", "\"", "|\n", "&a ", "*a ", "a: ", "%"})
    void deepNestingIsRefusedBeforeTheStackEnds(String opening) {
        assertFalse(firstProblem(opening.repeat(200_000).getBytes(StandardCharsets.UTF_8))
                .message()
                .isEmpty());
    }

    @Test
    void depthIsReportedWhereItExceedsTheLimit() {
        Problem problem = firstProblem("[".repeat(50).getBytes(StandardCharsets.UTF_8));
        assertEquals("this is not YAML: mappings and lists stand in each other more than 20 deep", problem.message());
        assertEquals(22, problem.column());
    }

    @Test
    void aHugeFileIsRefusedUnread() {
        byte[] huge = new byte[(4 << 20) + 1];
        Arrays.fill(huge, (byte) '#');
        assertEquals("this file is larger than 4 MiB", firstProblem(huge).message());
    }

    @Test
    void aLargeFileOfProblemsEndsSoonWithABoundedList() throws Exception {
        String hubs = IntStream.range(0, 40_000)
                .mapToObj(i -> "  h" + i + ": {bogus-" + i + ": 1}\n")
                .collect(Collectors.joining("", "hubs:\n", ""));
        Path file = Files.writeString(folder.resolve("t.yaml"), hubs);
        assertEquals(
                1_000,
                assertTimeoutPreemptively(SOON, () -> Broken.problems(file)).size());
    }

    @Test
    void aLongLineOfProblemsEndsSoon() {
        String line = IntStream.range(0, 100_000)
                .mapToObj(i -> "bogus-" + i + ": 1")
                .collect(Collectors.joining(",", "{", "}"));
        assertEquals("", firstProblem(line.getBytes(StandardCharsets.UTF_8)).sourceLine());
    }

    @Test
    void textThatIsNoUtf8IsReportedWhereItEnds() {
        byte[] bytes = "overlay:\n  name: caf\u00e9\n".getBytes(StandardCharsets.ISO_8859_1);
        Problem problem = firstProblem(bytes);
        assertEquals("the byte 0xe9 here is not UTF-8", problem.message());
        assertEquals(2, problem.line());
        assertEquals(12, problem.column());
        assertEquals("  name: caf", problem.sourceLine());
        firstProblem(new byte[] {(byte) 0xff, (byte) 0xfe, 'a', 0});
        firstProblem("a: \u20ac".getBytes(StandardCharsets.UTF_8), 4);
    }

    @Test
    void nothingThatATerminalObeysIsPrinted() {
        String text = "overlay: {\"\\e[2J\\u202e\": 1}\n\u00a0: 2\n";
        String shown = problemsOf(text.getBytes(StandardCharsets.UTF_8)).getMessage();
        assertTrue(
                shown != null && shown.chars().noneMatch(c -> (c < 32 && c != '\n') || c == 0x202e || c == 127), shown);
    }

    @Test
    void randomBytesGiveProblems() {
        long seed = System.nanoTime();
        System.out.println("HostileTextTest seed " + seed);
        Random random = new Random(seed);
        for (int round = 0; round < 1_000; round++) {
            byte[] bytes = new byte[random.nextInt(200)];
            random.nextBytes(bytes);
            outcome(bytes, seed);
        }
    }

    @Test
    void randomlyMutatedTopologiesGiveATopologyOrProblems() throws Exception {
        long seed = System.nanoTime();
        System.out.println("HostileTextTest seed " + seed);
        Random random = new Random(seed);
        String original = Files.readString(Broken.ORIGINAL.resolve("topology.yaml"));
        Broken.write(folder, original);
        String alphabet = " \n\t:-,[]{}#&*!|>'\"%@`?0az/.\u0000\u0085\ufeff\ud83d\ude00";
        int accepted = 0;
        for (int round = 0; round < 1_000; round++) {
            StringBuilder text = new StringBuilder(original);
            for (int edit = random.nextInt(4) + 1; edit > 0; edit--) {
                int at = random.nextInt(text.length());
                int end = Math.min(text.length(), at + random.nextInt(20));
                switch (random.nextInt(4)) {
                    case 0 -> text.delete(at, end);
                    case 1 -> text.insert(at, alphabet.charAt(random.nextInt(alphabet.length())));
                    case 2 -> text.insert(random.nextInt(text.length()), text.substring(at, end));
                    default -> text.setCharAt(at, alphabet.charAt(random.nextInt(alphabet.length())));
                }
            }
            accepted += outcome(text.toString().getBytes(StandardCharsets.UTF_8), seed) ? 1 : 0;
        }
        assertTrue(accepted < 1_000, "some are refused");
    }

    /** True if the text is a topology; any exception but the two that are promised fails the test. */
    private boolean outcome(byte[] bytes, long seed) {
        Path file = folder.resolve("topology.yaml");
        try {
            Files.write(file, bytes);
            TopologyFile.read(file);
            return true;
        } catch (TopologyException refused) {
            assertFalse(refused.problems().isEmpty());
            refused.problems().forEach(problem -> {
                assertTrue(problem.line() >= 1 && problem.column() >= 1, problem::toString);
                assertFalse(problem.message().isBlank() || problem.remedy().isBlank(), problem::toString);
            });
            return false;
        } catch (IOException | RuntimeException unexpected) {
            throw new AssertionError("seed " + seed + ": " + Arrays.toString(bytes), unexpected);
        }
    }

    private Problem firstProblem(byte[] bytes) {
        return problemsOf(bytes).problems().getFirst();
    }

    private Problem firstProblem(byte[] bytes, int length) {
        return firstProblem(Arrays.copyOf(bytes, length));
    }

    private TopologyException problemsOf(byte[] bytes) {
        return assertTimeoutPreemptively(SOON, () -> {
            Path file = Files.write(folder.resolve("hostile.yaml"), bytes);
            return new TopologyException(Broken.problems(file));
        });
    }
}
