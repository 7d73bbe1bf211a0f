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
    private static final long SILENCE = LinkNeighbour.SILENCE.toNanos();

    private final LinkNeighbour neighbour = new LinkNeighbour();

    @Test
    void theFirstThatIsHeardStays() {
        assertEquals(Optional.empty(), neighbour.address());
        assertTrue(neighbour.heard(ONE, false, 0));
        assertFalse(neighbour.heard(TWO, false, SILENCE - 1));
        assertEquals(Optional.of(ONE), neighbour.address());
    }

    @Test
    void anotherOneComesWhenItHasBeenSilentAndHasNoSession() {
        neighbour.heard(ONE, false, 0);
        neighbour.heard(ONE, false, 10);
        assertFalse(neighbour.heard(TWO, false, SILENCE));
        assertFalse(neighbour.heard(TWO, true, 10 * SILENCE));
        assertTrue(neighbour.heard(TWO, false, 10 * SILENCE));
        assertEquals(Optional.of(TWO), neighbour.address());
    }

    @Test
    void afterTheLinkWasDownAnotherOneMayBeThereAtOnceUnlessTheSessionStands() {
        neighbour.heard(ONE, true, 0);
        neighbour.doubt(5);
        assertFalse(neighbour.heard(TWO, true, 6));
        assertTrue(neighbour.heard(TWO, false, 7));
    }
}
