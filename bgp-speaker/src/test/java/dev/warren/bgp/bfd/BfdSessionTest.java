package dev.warren.bgp.bfd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two sessions with a line between them that can be cut, in simulated time (microseconds). */
class BfdSessionTest {
    private static final long STEP = 500;
    private static final long SECOND = 1_000_000;

    private final End left = new End(1);
    private final End right = new End(2);
    private long now = 5 * SECOND;
    private Predicate<ControlPacket> line = packet -> true;

    private final class End {
        private final int number;
        private final List<ControlPacket> sent = new ArrayList<>();
        private final List<Long> times = new ArrayList<>();
        private final List<BfdAction.StateChanged> changes = new ArrayList<>();
        private BfdSession session;

        End(int number) {
            this.number = number;
            this.session = session(BfdParameters.DEFAULT);
        }

        BfdSession session(BfdParameters parameters) {
            return new BfdSession(number, parameters, new SplittableRandom(number), now);
        }

        void perform(List<BfdAction> actions, End other) {
            for (BfdAction action : actions) {
                switch (action) {
                    case BfdAction.Send(ControlPacket packet) -> {
                        sent.add(packet);
                        times.add(now);
                        if (line.test(packet)) {
                            other.perform(other.session.received(packet, now), this);
                        }
                    }
                    case BfdAction.StateChanged change -> changes.add(change);
                }
            }
        }
    }

    @BeforeEach
    void begin() {
        left.session = left.session(BfdParameters.DEFAULT);
        right.session = right.session(BfdParameters.DEFAULT);
    }

    private static BfdParameters parameters(int tx, int rx, int multiplier) {
        return new BfdParameters(Duration.ofMillis(tx), Duration.ofMillis(rx), multiplier, false);
    }

    private void run(long time) {
        for (long end = now + time; now < end; now += STEP) {
            left.perform(left.session.tick(now), right);
            right.perform(right.session.tick(now), left);
        }
    }

    private void comeUp() {
        run(3 * SECOND);
        assertEquals(BfdState.UP, left.session.state());
        assertEquals(BfdState.UP, right.session.state());
        left.sent.clear();
        left.times.clear();
        left.changes.clear();
    }

    @Test
    void bothComeUpAndStayUp() {
        comeUp();
        run(60 * SECOND);
        assertEquals(List.of(), left.changes);
        assertEquals(3 * 300_000, left.session.detectionTime());
    }

    @Test
    void intervalsAreJitteredAndNeverLonger() {
        comeUp();
        run(60 * SECOND);
        long least = Long.MAX_VALUE;
        long most = 0;
        for (int index = 1; index < left.times.size(); index++) {
            long gap = left.times.get(index) - left.times.get(index - 1);
            least = Math.min(least, gap);
            most = Math.max(most, gap);
        }
        assertTrue(least >= 225_000 - STEP && least < 235_000, "least " + least);
        assertTrue(most <= 300_000 + STEP && most > 290_000, "most " + most);
    }

    @Test
    void silenceIsNoticedAfterTheDetectionTime() {
        comeUp();
        line = packet -> false;
        run(900_000 - 300_000);
        assertEquals(BfdState.UP, left.session.state());
        run(300_000 + 2 * STEP);
        assertEquals(BfdState.DOWN, left.session.state());
        assertEquals(Diagnostic.DETECTION_TIME_EXPIRED, left.session.diagnostic());
        assertFalse(left.changes.getFirst().byOperator());
        line = packet -> true;
        comeUp();
    }

    @Test
    void oneDirectionIsNotEnough() {
        comeUp();
        line = packet -> packet.myDiscriminator() == 2;
        run(2 * SECOND);
        assertFalse(left.session.state() == BfdState.UP);
        assertEquals(Diagnostic.NEIGHBOUR_SIGNALED_DOWN, left.session.diagnostic());
        assertFalse(right.session.state() == BfdState.UP);
    }

    @Test
    void anOperatorsDownIsToldApart() {
        comeUp();
        right.perform(right.session.disable(now), left);
        run(STEP);
        assertEquals(BfdState.DOWN, left.session.state());
        assertTrue(left.changes.getFirst().byOperator());
        run(10 * SECOND);
        assertEquals(BfdState.DOWN, left.session.state(), "it stays so");
        right.sent.clear();
        right.perform(right.session.repeat(now), left);
        assertEquals(
                List.of(BfdState.ADMIN_DOWN),
                right.sent.stream().map(ControlPacket::state).toList());
        right.perform(right.session.enable(now), left);
        comeUp();
    }

    @Test
    void theSlowerSideSetsThePace() {
        left.session = left.session(parameters(50, 50, 3));
        right.session = right.session(parameters(400, 1_000, 5));
        comeUp();
        left.times.clear();
        run(20 * SECOND);
        long gap = left.times.get(9) - left.times.get(8);
        assertTrue(gap >= 750_000 - STEP && gap <= 1_000_000 + STEP, "the neighbour takes one a second: " + gap);
        assertEquals(5 * 400_000, left.session.detectionTime());
        assertEquals(3 * 1_000_000, right.session.detectionTime());
    }

    @Test
    void otherParametersNeedAPollAndLoseNothing() {
        comeUp();
        line = packet -> !packet.fin();
        left.perform(left.session.change(parameters(2_000, 2_000, 3), now), right);
        left.times.clear();
        run(10 * SECOND);
        assertTrue(left.sent.getLast().poll(), "it goes on polling");
        assertTrue(left.times.size() >= 30, "at the old pace until it was heard: " + left.times.size());
        line = packet -> true;
        run(SECOND);
        left.times.clear();
        run(20 * SECOND);
        assertTrue(left.times.size() <= 14, "at the new pace: " + left.times.size());
        assertFalse(left.sent.getLast().poll());
        left.perform(left.session.change(parameters(100, 100, 3), now), right);
        run(10 * SECOND);
        assertEquals(3 * 300_000, left.session.detectionTime());
        assertEquals(List.of(), left.changes, "never down");
    }

    @Test
    void aPassiveSessionWaitsToBeSpokenTo() {
        left.session = left.session(new BfdParameters(Duration.ofMillis(300), Duration.ofMillis(300), 3, true));
        line = packet -> packet.myDiscriminator() == 1;
        run(10 * SECOND);
        assertEquals(List.of(), left.sent);
        line = packet -> true;
        comeUp();
    }

    @Test
    void aNeighbourThatWantsNoPacketsGetsNone() {
        ControlPacket silent =
                new ControlPacket(Diagnostic.NONE, BfdState.DOWN, false, false, false, false, 3, 9, 0, SECOND, 0, 0);
        left.session.received(silent, now);
        assertEquals(List.of(), left.session.tick(now + 2 * SECOND));
        assertTrue(left.session.nextDeadline() > now, "no spinning");
    }

    private void hear(boolean demand, boolean fin) {
        left.perform(
                left.session.received(
                        new ControlPacket(
                                Diagnostic.NONE, BfdState.UP, false, fin, false, demand, 3, 2, 1, 300_000, 300_000, 0),
                        now),
                right);
    }

    private void hearFor(long time, boolean demand) {
        for (long end = now + time; now < end; ) {
            hear(demand, false);
            run(300_000);
        }
    }

    /** RFC 5880 sections 6.8.6 and 6.8.7. */
    @Test
    void aNeighbourInDemandModeHearsOnlyPolls() {
        comeUp();
        line = packet -> false;
        hear(true, false);
        left.sent.clear();
        hearFor(20 * SECOND, true);
        assertEquals(List.of(), left.sent);
        assertEquals(BfdState.UP, left.session.state());
        left.perform(left.session.change(parameters(200, 200, 3), now), right);
        hearFor(3 * SECOND, true);
        assertTrue(left.sent.size() >= 10 && left.sent.stream().allMatch(ControlPacket::poll), "it polls");
        hear(true, true);
        left.sent.clear();
        hearFor(3 * SECOND, true);
        assertEquals(List.of(), left.sent);
        hearFor(3 * SECOND, false);
        assertTrue(left.sent.size() >= 9, "asynchronous again: " + left.sent.size());
        hear(true, false);
        left.sent.clear();
        run(3 * SECOND);
        assertEquals(BfdState.DOWN, left.session.state());
        assertTrue(left.sent.size() >= 2, "down, it speaks: " + left.sent.size());
    }

    @Test
    void aRestartedNeighbourIsNoticedAtOnce() {
        comeUp();
        right.session = right.session(BfdParameters.DEFAULT);
        run(STEP);
        assertEquals(BfdState.UP, left.changes.getFirst().from());
        assertEquals(Diagnostic.NEIGHBOUR_SIGNALED_DOWN, left.changes.getFirst().diagnostic());
        run(3 * SECOND);
        assertEquals(BfdState.UP, left.session.state());
    }

    @Test
    void packetsOfAnotherSessionChangeNothing() {
        comeUp();
        for (int discriminator : new int[] {0, 3}) {
            for (BfdState state : List.of(BfdState.INIT, BfdState.UP)) {
                ControlPacket strange = new ControlPacket(
                        Diagnostic.NONE, state, true, false, false, false, 255, 9, discriminator, SECOND, SECOND, 0);
                assertEquals(List.of(), left.session.received(strange, now));
            }
        }
        assertEquals(900_000, left.session.detectionTime());
    }
}
