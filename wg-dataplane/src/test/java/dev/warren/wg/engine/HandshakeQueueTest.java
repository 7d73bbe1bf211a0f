package dev.warren.wg.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.warren.net.Endpoint;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Load begins at an eighth of the queue and lasts for a second after. */
class HandshakeQueueTest {
    private static final long SECOND = 1_000_000_000L;

    private final HandshakeQueue queue = new HandshakeQueue();

    private static HandshakeQueue.Message message(boolean calm) {
        return new HandshakeQueue.Message(new byte[1], PeerEndpoint.of(Endpoint.parse("192.0.2.1:1")), calm);
    }

    private boolean isUnderLoad(boolean calm, long now) {
        queue.measure(now);
        return queue.isUnderLoad(message(calm));
    }

    @Test
    void itIsUnderLoadFromAnEighthAndForASecondAfter() {
        for (boolean calm : new boolean[] {true, false}) {
            for (int i = 0; i < 511; i++) {
                assertTrue(queue.offer(message(calm)));
            }
            assertFalse(isUnderLoad(calm, 5 * SECOND));
            queue.offer(message(calm));
            assertTrue(isUnderLoad(calm, 5 * SECOND));
            assertFalse(isUnderLoad(!calm, 5 * SECOND), "the other lane");
            while (!queue.isEmpty()) {
                Objects.requireNonNull(queue.poll());
            }
            assertTrue(isUnderLoad(calm, 6 * SECOND - 1));
            assertFalse(isUnderLoad(calm, 6 * SECOND));
        }
    }

    @Test
    void theCalmMayFillAQueueOf4096TheBusyLittleMoreThanAnEighthAndTheCalmComeFirst() {
        for (boolean calm : new boolean[] {false, true}) {
            assertFalse(queue.isClosedToBusySources() && !calm);
            int taken = 0;
            while (queue.offer(message(calm))) {
                taken++;
            }
            assertEquals(calm ? 4_096 : 576, taken);
        }
        assertTrue(queue.isClosedToBusySources());
        for (int i = 0; i < 4_096; i++) {
            assertTrue(Objects.requireNonNull(queue.poll()).calm);
        }
        assertFalse(Objects.requireNonNull(queue.poll()).calm);
    }

    @Test
    void whatIsRefusedUnseenIsLoadOfTheBusy() {
        queue.refused();
        assertTrue(isUnderLoad(false, SECOND));
        assertFalse(isUnderLoad(true, SECOND));
        assertTrue(isUnderLoad(false, 2 * SECOND - 1));
        assertFalse(isUnderLoad(false, 2 * SECOND));
    }
}
