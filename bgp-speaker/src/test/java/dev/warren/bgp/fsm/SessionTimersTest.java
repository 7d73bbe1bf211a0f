package dev.warren.bgp.fsm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.warren.net.Asn;
import dev.warren.net.IpFamily;
import dev.warren.net.RouterId;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** RFC 4271 section 10. */
class SessionTimersTest {
    private static final long RETRY = 60_000;

    private static FsmConfig config(long sendHold) {
        return new FsmConfig(
                Asn.of(64512),
                RouterId.parse("10.0.0.1"),
                Asn.of(64600),
                Offer.of(Set.of(IpFamily.V4)),
                90,
                RETRY,
                false,
                sendHold);
    }

    private static SessionTimers timers(long sendHold) {
        return new SessionTimers(config(sendHold), new SplittableRandom(7));
    }

    private static Negotiated holding(int seconds) {
        return new Negotiated(
                RouterId.parse("10.0.0.2"),
                Asn.of(64600),
                seconds,
                Set.of(IpFamily.V4),
                true,
                true,
                false,
                false,
                false,
                false,
                Set.of(),
                Set.of(),
                Optional.empty(),
                true);
    }

    @Test
    void jitterTakesUpToAQuarter() {
        SessionTimers timers = timers(0);
        LongSummaryStatistics times =
                LongStream.range(0, 10_000).map(_ -> timers.connectRetry(0)).summaryStatistics();
        assertTrue(times.getMin() >= RETRY * 75 / 100 && times.getMin() < RETRY * 76 / 100, times::toString);
        assertTrue(times.getMax() <= RETRY && times.getMax() > RETRY * 99 / 100, times::toString);
        LongSummaryStatistics keepalives = LongStream.range(0, 10_000)
                .map(_ -> timers.keepalive(holding(90), 0))
                .summaryStatistics();
        assertTrue(keepalives.getMin() >= 22_500 && keepalives.getMax() <= 30_000, keepalives::toString);
    }

    /** Those that begin together don't go on so. */
    @Test
    void aThousandThatFailAtOnceTryAgainOneByOne() {
        int[] perSecond = new int[16];
        IntStream.range(0, 1_000).forEach(seed -> {
            PeerFsm fsm = new PeerFsm(config(0), new SplittableRandom(seed));
            fsm.handle(new FsmEvent.Start(), 0);
            fsm.handle(new FsmEvent.ConnectFailed("refused"), 0);
            assertEquals(SessionState.ACTIVE, fsm.state());
            long due = fsm.nextDeadline();
            perSecond[(int) ((due - 45_000) / 1_000)]++;
            assertEquals(List.of(), fsm.handle(new FsmEvent.Tick(), due - 1));
            assertTrue(fsm.handle(new FsmEvent.Tick(), due).contains(new FsmAction.Connect()));
        });
        for (int second = 0; second < 15; second++) {
            int tries = perSecond[second];
            assertTrue(
                    tries > 30 && tries < 110,
                    () -> List.of(perSecond[0], perSecond[7], perSecond[14]).toString());
        }
    }

    @ParameterizedTest
    @CsvSource({"1, 1000", "2, 2000", "3, 4000", "6, 32000", "7, 60000", "1000, 60000"})
    void pausesDoubleUpToTheConnectRetryTime(int failures, long pause) {
        assertEquals(pause, timers(0).backoff(failures));
    }

    /** RFC 9687: the hold time twice, or eight minutes, or what is set; never without a hold time. */
    @ParameterizedTest
    @CsvSource({"90, 0, 480000", "300, 0, 600000", "90, 20000, 20000", "0, 20000, -1", "0, 0, -1"})
    void sendHoldFollowsTheHoldTime(int hold, long set, long expected) {
        long time = timers(set).sendHold(holding(hold), 0);
        assertEquals(expected < 0 ? Connection.NEVER : expected, time);
    }
}
