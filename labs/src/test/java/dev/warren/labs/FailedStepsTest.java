package dev.warren.labs;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

final class FailedStepsTest {
    @Test
    void aStepThatFailedIsThereWithItsDetails() {
        assertEquals(
                "  12.00 s  FAILED  routes (3.00 s)\n        after 3 s: none",
                FailedSteps.of(List.of(
                        "   1.00 s  ok      tunnels (1.00 s)",
                        "        seen",
                        "  12.00 s  FAILED  routes (3.00 s)",
                        "        after 3 s: none",
                        "  13.00 s  ok      more (1.00 s)",
                        "        seen",
                        "2 steps passed, 1 failed in 13 s: FAILED")));
    }

    @Test
    void aRunnerThatGaveUpSaysWhy() {
        assertEquals(
                "labs/run: node a did not start\nmount: no",
                FailedSteps.of(List.of("   1.00 s  lab x", "labs/run: node a did not start", "mount: no", "")));
    }

    @Test
    void elseTheLastLineThatWasPrinted() {
        assertEquals("killed", FailedSteps.of(List.of("   1.00 s  lab x", "killed")));
        assertEquals("it has printed nothing", FailedSteps.of(List.of()));
    }

    @Test
    void noMoreThanOneReads() {
        List<String> lines = Collections.nCopies(500, "labs/run: again");
        assertEquals(60, FailedSteps.of(lines).lines().count());
    }

    @Test
    void brieflyItIsOneLine() {
        assertEquals("labs/run: one; two", FailedSteps.brief(List.of("labs/run: one", "    two")));
        assertEquals(
                "...",
                FailedSteps.brief(List.of("labs/run: " + "x".repeat(1_000))).substring(600));
    }
}
