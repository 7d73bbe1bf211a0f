package dev.warren.labs.process;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Reads one output of a process until it ends, on a thread of its own, so that the process never waits for a reader. */
final class OutputCollector {
    private final ByteArrayOutputStream octets = new ByteArrayOutputStream(); // synchronized by itself
    private final CountDownLatch end = new CountDownLatch(1);

    OutputCollector(InputStream stream) {
        Thread.ofVirtual().start(() -> {
            try (stream) {
                stream.transferTo(octets);
            } catch (IOException _) {
                // what has come counts
            } finally {
                end.countDown();
            }
        });
    }

    /** What has come by the end of the output, or by a deadline of {@link System#nanoTime}. */
    String until(long deadline) throws InterruptedException {
        boolean _ = end.await(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
        return octets.toString(StandardCharsets.UTF_8);
    }
}
