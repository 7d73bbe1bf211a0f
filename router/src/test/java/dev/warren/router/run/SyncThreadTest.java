package dev.warren.router.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.warren.bgp.Path;
import dev.warren.bgp.SpeakerEvent.BestPathChanged;
import dev.warren.net.Prefix;
import dev.warren.router.Plans;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class SyncThreadTest {
    private final BlockingQueue<Map<Prefix, Optional<Path>>> turns = new LinkedBlockingQueue<>();
    private final CountDownLatch gate = new CountDownLatch(1);
    private final SyncThread thread = new SyncThread(Duration.ofHours(1).toNanos(), (changes, _) -> {
        turns.add(changes);
        try {
            assertTrue(gate.await(10, TimeUnit.SECONDS));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    });

    @AfterEach
    void stop() throws InterruptedException {
        gate.countDown();
        thread.stop();
    }

    private static BestPathChanged change(String nextHop) {
        Path path = Plans.path("172.21.3.0/24", nextHop, "nyc");
        return new BestPathChanged(path.prefix(), Optional.of(path));
    }

    @Test
    void aPrefixThatChangesTwiceBeforeItsTurnIsSeenOnce() throws InterruptedException {
        thread.start();
        thread.wake();
        assertEquals(Map.of(), turns.take());
        thread.bestPaths(List.of(change("10.80.0.2")));
        thread.bestPaths(List.of(change("10.80.0.3")));
        gate.countDown();
        Map<Prefix, Optional<Path>> seen = turns.take();
        assertEquals(1, seen.size());
        assertEquals(
                "10.80.0.3",
                seen.values().iterator().next().orElseThrow().nextHop().toString());
    }

    @Test
    void questionsAreAnsweredOnTheThread() throws InterruptedException, ExecutionException {
        gate.countDown();
        thread.start();
        assertEquals(
                "sync",
                thread.ask(() -> Thread.currentThread().getName())
                        .toCompletableFuture()
                        .get());
        assertThrows(
                ExecutionException.class,
                () -> thread.ask(() -> {
                            throw new IllegalStateException("asked for");
                        })
                        .toCompletableFuture()
                        .get());
    }

    @Test
    void questionsThatPileUpAreRefused() throws InterruptedException {
        thread.start();
        thread.wake();
        assertEquals(Map.of(), turns.take());
        for (int i = 0; i < 1_000; i++) {
            assertTrue(!thread.ask(() -> 1).toCompletableFuture().isDone());
        }
        assertTrue(thread.ask(() -> 1).toCompletableFuture().isCompletedExceptionally());
    }
}
