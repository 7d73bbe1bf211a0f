package dev.warren.wg.timers;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The five timers over simulated time, without jitter. */
class PeerTimersTest {
    private static final long SECOND = 1_000_000_000L;

    private final List<String> log = new ArrayList<>();
    private final PeerTimers timers = new PeerTimers(TimerParameters.PAPER, bound -> 0);
    private final TimerActions actions = new TimerActions() {
        @Override
        public void retryHandshake() {
            log.add(seconds + " retry");
            timers.handshakeInitiated(seconds * SECOND);
        }

        @Override
        public void giveUpHandshake() {
            log.add(seconds + " give up");
        }

        @Override
        public void beginHandshake() {
            log.add(seconds + " begin");
        }

        @Override
        public void sendKeepalive() {
            log.add(seconds + " keepalive");
            timers.anyAuthenticatedPacketTraversal(seconds * SECOND);
        }

        @Override
        public void wipeKeys() {
            log.add(seconds + " wipe");
        }
    };
    private long seconds = 1;

    private List<String> until(long end) {
        for (; seconds <= end; seconds++) {
            timers.poll(seconds * SECOND, actions);
        }
        return log;
    }

    private long now() {
        return seconds * SECOND;
    }

    @Test
    void aHandshakeIsRetriedEveryFiveSecondsForNinetyThenGivenUpAndKeysAreWiped() {
        timers.handshakeInitiated(now());
        List<String> expected = new ArrayList<>();
        for (int i = 1; i <= 18; i++) {
            expected.add((1 + 5 * i) + " retry");
        }
        expected.add("96 give up");
        expected.add("636 wipe");
        assertEquals(expected, until(1_000));
    }

    @Test
    void aResponseEndsTheRetries() {
        timers.handshakeInitiated(now());
        until(8);
        timers.handshakeComplete();
        assertEquals(List.of("6 retry"), until(300));
    }

    @Test
    void silenceAfterOurDataBeginsAHandshakeAfterFifteenSeconds() {
        timers.dataSent(now());
        seconds = 5;
        timers.dataSent(now());
        assertEquals(List.of("16 begin"), until(100));
    }

    @Test
    void anAnswerToOurDataBeginsNothing() {
        timers.dataSent(now());
        timers.anyAuthenticatedPacketReceived();
        assertEquals(List.of(), until(100));
    }

    @Test
    void dataIsAnsweredByAKeepaliveAfterTenSecondsAndMoreDataByOneMore() {
        timers.dataReceived(now());
        seconds = 3;
        timers.dataReceived(now());
        assertEquals(List.of("11 keepalive", "21 keepalive"), until(100));
    }

    @Test
    void sendingAnythingMakesTheKeepaliveNeedless() {
        timers.dataReceived(now());
        timers.anyAuthenticatedPacketSent();
        assertEquals(List.of(), until(100));
    }

    @Test
    void thePersistentKeepaliveComesAfterEachIntervalOfSilence() {
        timers.setPersistentKeepalive(25 * SECOND);
        timers.anyAuthenticatedPacketTraversal(now());
        until(10);
        timers.anyAuthenticatedPacketTraversal(10 * SECOND);
        assertEquals(List.of("35 keepalive", "60 keepalive", "85 keepalive"), until(100));
        timers.setPersistentKeepalive(0);
        assertEquals(3, until(300).size());
    }

    @Test
    void keysAreWipedNineMinutesAfterTheLastSession() {
        timers.sessionDerived(now());
        seconds = 100;
        timers.sessionDerived(now());
        assertEquals(List.of("640 wipe"), until(2_000));
    }

    @Test
    void theLastMinuteHandshakeIsClaimedOnceASession() {
        assertEquals(true, timers.claimLastMinuteHandshake());
        assertEquals(false, timers.claimLastMinuteHandshake());
        timers.handshakeComplete();
        assertEquals(true, timers.claimLastMinuteHandshake());
    }

    /** The random part is asked for with the paper's bound, and is added to the retry and to the new handshake, to nothing else. */
    @Test
    void jitterIsUpTo334MillisecondsOfTwoTimersOnly() {
        List<Long> bounds = new ArrayList<>();
        PeerTimers jittery = new PeerTimers(TimerParameters.PAPER, bound -> {
            bounds.add(bound);
            return bound - 1;
        });
        long latest = 333_999_999;
        jittery.handshakeInitiated(SECOND);
        assertEquals(6 * SECOND + latest, jittery.schedule());
        jittery.stop();
        jittery.dataSent(SECOND);
        assertEquals(16 * SECOND + latest, jittery.schedule());
        jittery.stop();
        jittery.dataReceived(SECOND);
        assertEquals(11 * SECOND, jittery.schedule());
        jittery.stop();
        jittery.sessionDerived(SECOND);
        assertEquals(541 * SECOND, jittery.schedule());
        assertEquals(List.of(334_000_000L, 334_000_000L), bounds);
    }
}
