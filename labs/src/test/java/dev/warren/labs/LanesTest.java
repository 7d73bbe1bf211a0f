package dev.warren.labs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
final class LanesTest {
    private static char groupOf(String task) {
        return task.charAt(0);
    }

    @Test
    void twoOfDifferentGroupsAreSideBySide() throws Exception {
        CountDownLatch both = new CountDownLatch(2);
        Lanes<String, Boolean> lanes = Lanes.start(2, List.of("a1", "a2", "b1"), LanesTest::groupOf, task -> {
            both.countDown();
            return both.await(10, TimeUnit.SECONDS);
        });
        assertEquals(true, lanes.result("a1"));
        assertEquals(true, lanes.result("b1"));
        assertEquals(true, lanes.result("a2"));
    }

    @Test
    void noMoreThanThereAreLanesAndInTheirOrder() throws Exception {
        List<String> begun = new CopyOnWriteArrayList<>();
        AtomicInteger running = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        CyclicBarrier pair = new CyclicBarrier(2);
        List<String> tasks = List.of("a", "b", "c", "d", "e", "f");
        Lanes<String, String> lanes = Lanes.start(2, tasks, LanesTest::groupOf, task -> {
            begun.add(task);
            most.accumulateAndGet(running.incrementAndGet(), Math::max);
            pair.await(10, TimeUnit.SECONDS);
            running.decrementAndGet();
            return task;
        });
        for (String task : tasks) {
            lanes.result(task);
        }
        assertEquals(2, most.get());
        assertEquals(Set.of("a", "b"), Set.copyOf(begun.subList(0, 2)));
        assertEquals(Set.of("e", "f"), Set.copyOf(begun.subList(4, 6)));
        assertThrows(IllegalArgumentException.class, () -> Lanes.start(0, tasks, LanesTest::groupOf, task -> task));
    }

    @Test
    void neverTwoOfOneGroup() throws Exception {
        Map<Character, AtomicInteger> running = new ConcurrentHashMap<>();
        AtomicInteger most = new AtomicInteger();
        List<String> tasks = List.of("a1", "a2", "a3", "b1", "b2", "a4");
        Lanes<String, String> lanes = Lanes.start(4, tasks, LanesTest::groupOf, task -> {
            AtomicInteger group = running.computeIfAbsent(groupOf(task), _ -> new AtomicInteger());
            most.accumulateAndGet(group.incrementAndGet(), Math::max);
            Thread.sleep(20);
            group.decrementAndGet();
            return task;
        });
        for (String task : tasks) {
            assertEquals(task, lanes.result(task));
        }
        assertEquals(1, most.get());
    }

    @Test
    void aFailureIsOfItsTaskOnly() throws Exception {
        Lanes<String, String> lanes = Lanes.start(1, List.of("a", "b"), LanesTest::groupOf, task -> {
            if (task.equals("a")) {
                throw new IOException("no");
            }
            return task;
        });
        ExecutionException failed = assertThrows(ExecutionException.class, () -> lanes.result("a"));
        assertInstanceOf(IOException.class, failed.getCause());
        assertEquals("b", lanes.result("b"));
    }

    @Test
    void allAreWaitedForAlsoThoseThatFail() throws Exception {
        AtomicInteger ended = new AtomicInteger();
        CountDownLatch others = new CountDownLatch(2);
        Lanes<String, Integer> lanes = Lanes.start(2, List.of("a", "b", "c"), LanesTest::groupOf, task -> {
            if (task.equals("a")) {
                assertTrue(others.await(10, TimeUnit.SECONDS));
            }
            others.countDown();
            ended.incrementAndGet();
            if (task.equals("b")) {
                throw new IOException("b");
            }
            return 0;
        });
        lanes.awaitAll();
        assertEquals(3, ended.get());
    }

    @Test
    void aTaskIsAloneInOneLaneOrInTheOnlyGroup() {
        assertTrue(Lanes.start(2, List.of("a", "b"), LanesTest::groupOf, task -> task)
                .sideBySide());
        assertFalse(Lanes.start(1, List.of("a", "b"), LanesTest::groupOf, task -> task)
                .sideBySide());
        assertFalse(Lanes.start(2, List.of("a1", "a2"), LanesTest::groupOf, task -> task)
                .sideBySide());
    }
}
