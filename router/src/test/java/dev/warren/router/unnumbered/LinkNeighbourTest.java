package dev.warren.router.unnumbered;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.warren.net.IpAddress;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LinkNeighbourTest {
    private static final IpAddress ONE = IpAddress.parse("fe80::1");
    private static final IpAddress TWO = IpAddress.parse("fe80::2");
    private static final long PATIENCE = LinkNeighbour.PATIENCE.toNanos();

    private final LinkNeighbour neighbour = new LinkNeighbour();

    @Test
    void theFirstThatIsHeardStaysWhileItAnswers() {
        assertEquals(Optional.empty(), neighbour.address());
        assertTrue(neighbour.isOpen());
        assertTrue(neighbour.heard(ONE, false, 0));
        assertFalse(neighbour.isOpen());
        for (long now = PATIENCE; now < 10 * PATIENCE; now += PATIENCE) {
            assertFalse(neighbour.heard(TWO, false, now));
            assertTrue(neighbour.isOpen());
            assertTrue(neighbour.heard(ONE, false, now + 1));
            assertFalse(neighbour.isOpen());
        }
        assertEquals(Optional.of(ONE), neighbour.address());
    }

    @Test
    void anotherOneComesWhenItDoesNotAnswerAndHasNoSession() {
        neighbour.heard(ONE, false, 0);
        assertFalse(neighbour.heard(TWO, false, 3 * PATIENCE));
        assertFalse(neighbour.heard(TWO, false, 4 * PATIENCE - 1));
        assertTrue(neighbour.heard(TWO, false, 4 * PATIENCE));
        assertEquals(Optional.of(TWO), neighbour.address());
        assertFalse(neighbour.isOpen());
    }

    @Test
    void aSessionThatIsUpCantBeTalkedAway() {
        neighbour.heard(ONE, true, 0);
        for (long now = 0; now < 10 * PATIENCE; now += PATIENCE / 2) {
            assertFalse(neighbour.heard(TWO, true, now));
            assertFalse(neighbour.isOpen());
        }
        assertFalse(neighbour.heard(TWO, false, 10 * PATIENCE));
        assertTrue(neighbour.heard(TWO, false, 11 * PATIENCE));
    }
}
