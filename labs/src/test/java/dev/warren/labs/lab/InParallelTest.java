package dev.warren.labs.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
final class InParallelTest {
    private static final List<Integer> ITEMS = List.of(1, 2, 3, 4, 5, 6);

    @Test
    void allAtOnce() throws Exception {
        CountDownLatch all = new CountDownLatch(ITEMS.size());
        InParallel.forEach(ITEMS, item -> {
            all.countDown();
            assertEquals(true, all.await(10, TimeUnit.SECONDS));
        });
    }

    @Test
    void soManyAtATime() throws Exception {
        AtomicInteger running = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        CyclicBarrier pair = new CyclicBarrier(2);
        InParallel.forEach(2, ITEMS, item -> {
            most.accumulateAndGet(running.incrementAndGet(), Math::max);
            try {
                pair.await(10, TimeUnit.SECONDS);
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
            running.decrementAndGet();
        });
        assertEquals(2, most.get());
    }

    @Test
    void theFirstFailureInterruptsTheRestAndIsReportedOnceAllHaveEnded() {
        CountDownLatch begun = new CountDownLatch(ITEMS.size() - 1);
        AtomicInteger interrupted = new AtomicInteger();
        LabException failure = assertThrows(
                LabException.class,
                () -> InParallel.forEach(ITEMS, item -> {
                    if (item == 2) {
                        begun.await();
                        throw new LabException("the second");
                    }
                    begun.countDown();
                    try {
                        Thread.sleep(60_000);
                    } catch (InterruptedException e) {
                        interrupted.incrementAndGet();
                        throw e;
                    }
                }));
        assertEquals("the second", failure.getMessage());
        assertEquals(ITEMS.size() - 1, interrupted.get());
    }

    @Test
    void afterAFailureNothingBegins() {
        AtomicInteger begun = new AtomicInteger();
        LabException failure = assertThrows(
                LabException.class,
                () -> InParallel.forEach(1, ITEMS, item -> {
                    begun.incrementAndGet();
                    throw new LabException("the first to fail");
                }));
        assertEquals("the first to fail", failure.getMessage());
        assertEquals(1, begun.get());
    }
}
