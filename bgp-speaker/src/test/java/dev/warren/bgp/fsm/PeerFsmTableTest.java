package dev.warren.bgp.fsm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.warren.bgp.wire.KeepAlive;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Every event in every state (RFC 4271 section 8.2.2). A cell is the letter of the state after the event (I C A S O E), then the
 * NOTIFICATION that was sent, if any, and k for a KEEPALIVE. Timers fire by their times: the connect-retry time is 5 s, the hold time 30 s, that of an OPEN 4 minutes.
 */
class PeerFsmTableTest extends PeerFsmFixture {
    private static final Map<String, Long> TIMES = Map.of(
            "connect-retry time", 5_000L,
            "keepalive time", 10_000L,
            "hold time", 30_000L,
            "OPEN's hold time", 240_000L,
            "pause", 5_000L);

    private String cell(String event, Side side) {
        List<FsmAction> done = TIMES.containsKey(event) ? pass(TIMES.get(event)) : heldBack(event, side);
        String notification = sent(done)
                .map(message -> message.code() + "/" + message.subcode())
                .collect(Collectors.joining(","));
        boolean alive = done.stream()
                .anyMatch(action -> action instanceof FsmAction.Send send && send.message() instanceof KeepAlive);
        return letter(fsm.state()) + notification + (alive ? "k" : "");
    }

    private static String letter(SessionState state) {
        return switch (state) {
            case IDLE -> "I";
            case CONNECT -> "C";
            case ACTIVE -> "A";
            case OPEN_SENT -> "S";
            case OPEN_CONFIRM -> "O";
            case ESTABLISHED -> "E";
        };
    }

    private List<FsmAction> pass(long time) {
        now += time;
        return feed(new FsmEvent.Tick());
    }

    /** The send-hold time passes while the neighbour is alive but reads nothing; all else happens at once. */
    private List<FsmAction> heldBack(String event, Side side) {
        if (!event.equals("send-hold time")) {
            return feed(event(event, side));
        }
        feed(event("blocked", side));
        now += 480_000;
        feed(event("paused", side));
        return feed(new FsmEvent.Tick());
    }

    /** In Idle, in Idle while it pauses after errors, Connect, Active, and with an outgoing connection in OpenSent, OpenConfirm, Established. */
    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "start,              C, I, C,  A,  S,     O,      E",
        "stop,               I, I, I,  I,  I6/2,  I6/2,   I6/2",
        "suspend,            I, I, I,  I,  I,     I,      I",
        "reset,              I, I, C,  A,  S,     O,      I6/1",
        "tick,               I, I, C,  A,  S,     O,      E",
        "connect-retry time, I, C, C,  C,  S,     O,      E",
        "keepalive time,     I, C, C,  C,  S,     Ok,     Ek",
        "hold time,          I, C, C,  C,  S,     C4/0,   C4/0",
        "OPEN's hold time,   I, C, C,  C,  C4/0,  C4/0,   C4/0",
        "send-hold time,     I, C, C,  C,  C4/0,  C8/0,   C8/0",
        "connected,          I, I, S,  A,  S,     O,      E",
        "incoming,           I, I, S,  S,  S,     O,      E6/7",
        "successor,          I, I, C,  A,  S,     O,      E",
        "failed,             I, I, A,  A,  S,     O,      E",
        "closed,             I, I, A,  A,  A,     C,      C",
        "open,               I, I, C,  A,  Ok,    C5/2,   C5/3",
        "keepalive,          I, I, C,  A,  C5/1,  E,      E",
        "update,             I, I, C,  A,  C5/1,  C5/2,   E",
        "refresh,            I, I, C,  A,  C5/1,  C5/2,   E",
        "notification,       I, I, C,  A,  C,     C,      C",
        "malformed,          I, I, C,  A,  C1/3,  C1/3,   C1/3",
        "blocked,            I, I, C,  A,  S,     O,      E",
        "progress,           I, I, C,  A,  S,     O,      E",
        "paused,             I, I, C,  A,  S,     O,      E"
    })
    void everyEventInEveryState(
            String event,
            String idle,
            String pausing,
            String connect,
            String active,
            String sent,
            String confirm,
            String established) {
        List<String> expected = List.of(idle, connect, active, sent, confirm, established);
        List<SessionState> states = List.of(SessionState.values());
        for (int index = 0; index < states.size(); index++) {
            fsm = machine(false, "10.0.0.1");
            reach(states.get(index));
            assertEquals(expected.get(index), cell(event, Side.OUTGOING), event + " in " + states.get(index));
        }
        fsm = machine(false, "10.0.0.1");
        reach(SessionState.ESTABLISHED);
        feed(event("reset"));
        assertEquals(SessionState.IDLE, fsm.state());
        assertEquals(pausing, cell(event, Side.OUTGOING), event + " while it pauses");
    }

    /** With an incoming connection in OpenSent, OpenConfirm and Established; we are passive, and {@code connected} is the incoming one's. */
    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "start,              S,     O,      E",
        "stop,               I6/2,  I6/2,   I6/2",
        "suspend,            I,     I,      I",
        "reset,              S,     O,      I6/1",
        "tick,               S,     O,      E",
        "connect-retry time, S,     O,      E",
        "keepalive time,     S,     Ok,     Ek",
        "hold time,          S,     A4/0,   A4/0",
        "OPEN's hold time,   A4/0,  A4/0,   A4/0",
        "send-hold time,     A4/0,  A8/0,   A8/0",
        "connected,          S,     O,      E",
        "successor,          S,     O,      E6/7",
        "failed,             S,     O,      E",
        "closed,             A,     A,      A",
        "open,               Ok,    A5/2,   A5/3",
        "keepalive,          A5/1,  E,      E",
        "update,             A5/1,  A5/2,   E",
        "refresh,            A5/1,  A5/2,   E",
        "notification,       A,     A,      A",
        "malformed,          A1/3,  A1/3,   A1/3",
        "blocked,            S,     O,      E",
        "progress,           S,     O,      E",
        "paused,             S,     O,      E"
    })
    void everyEventOfAnIncomingConnection(String event, String sent, String confirm, String established) {
        List<String> expected = List.of(sent, confirm, established);
        for (int index = 0; index < expected.size(); index++) {
            reachIncoming(index, false);
            assertEquals(expected.get(index), cell(event, Side.INCOMING), event + " in step " + index);
        }
    }

    private void reachIncoming(int step, boolean restartable) {
        reachIncoming(true, step, restartable);
    }

    /** One that isn't passive has failed to connect before. */
    private void reachIncoming(boolean passive, int step, boolean restartable) {
        fsm = machine(passive, "10.0.0.1");
        feed(new FsmEvent.Start());
        feed(new FsmEvent.ConnectFailed("refused"));
        feed(new FsmEvent.Connected(Side.INCOMING));
        if (step > 0) {
            feed(new FsmEvent.Received(Side.INCOMING, restartable ? restartable(false) : OPEN));
        }
        if (step > 1) {
            feed(event("keepalive", Side.INCOMING));
        }
        actions.clear();
    }

    /**
     * With a successor in OpenSent, while the incoming connection is in OpenConfirm and in Established: the cell, and the state of the
     * successor. What happens to the successor leaves the incoming one alone, but for its OPEN, which is one of a restarted neighbour;
     * what ends the incoming one leaves its place to the successor.
     */
    @ParameterizedTest(name = "{0} of {1}")
    @CsvSource({
        "stop,             SUCCESSOR, 'I6/2,6/2 I', 'I6/2,6/2 I'",
        "suspend,          SUCCESSOR, I I,          I I",
        "reset,            SUCCESSOR, O S,          'I6/1,6/1 I'",
        "tick,             SUCCESSOR, O S,          E S",
        "keepalive time,   SUCCESSOR, Ok S,         Ek S",
        "hold time,        SUCCESSOR, S4/0 I,       S4/0 I",
        "connected,        SUCCESSOR, O S,          E S",
        "closed,           SUCCESSOR, O I,          E I",
        "closed,           INCOMING,  S I,          S I",
        "open,             SUCCESSOR, Ok I,         Ok I",
        "open,             INCOMING,  S5/2 I,       S5/3 I",
        "keepalive,        SUCCESSOR, O5/1 I,       E5/1 I",
        "keepalive,        INCOMING,  E S,          E S",
        "update,           SUCCESSOR, O5/1 I,       E5/1 I",
        "refresh,          SUCCESSOR, O5/1 I,       E5/1 I",
        "notification,     SUCCESSOR, O I,          E I",
        "notification,     INCOMING,  S I,          S I",
        "malformed,        SUCCESSOR, O1/3 I,       E1/3 I",
        "malformed,        INCOMING,  S1/3 I,       S1/3 I",
        "blocked,          SUCCESSOR, O S,          E S",
        "progress,         SUCCESSOR, O S,          E S",
        "paused,           SUCCESSOR, O S,          E S"
    })
    void everyEventWithASuccessor(String event, Side side, String confirm, String established) {
        List<String> expected = List.of(confirm, established);
        for (int index = 0; index < expected.size(); index++) {
            reachIncoming(1 + index, true);
            feed(new FsmEvent.Connected(Side.SUCCESSOR));
            assertEquals(
                    expected.get(index),
                    cell(event, side) + " " + letter(fsm.state(Side.SUCCESSOR)),
                    event + " in step " + index);
        }
    }

    /**
     * The same with a machine that isn't passive: what differs is that it connects, when the incoming one ended by an error, and also
     * while one that says nothing has its place. Then the incoming one and the successor, which has taken its place, end one after the other.
     */
    @ParameterizedTest(name = "{0}")
    @CsvSource({"closed, A", "notification, C", "malformed, C1/3", "open, O", "OPEN's hold time, C4/0"})
    void anActiveMachineGoesOnWhenTheSuccessorEndsAsWell(String event, String expected) {
        for (int step = 1; step <= 2; step++) {
            reachIncoming(false, step, true);
            feed(new FsmEvent.Connected(Side.SUCCESSOR));
            assertEquals("S", cell("closed", Side.INCOMING), "the successor takes its place");
            assertEquals(expected, cell(event, Side.INCOMING).replace("k", ""), event + " in step " + step);
            assertGoesOn(event);
        }
    }

    /** RFC 4271 section 8.2.2: in Active the connect-retry timer runs. It does from the moment when the established connection is gone. */
    @ParameterizedTest
    @CsvSource({"1", "2"})
    void aSilentSuccessorKeepsNobodyFromConnecting(int step) {
        reachIncoming(false, step, true);
        feed(new FsmEvent.Connected(Side.SUCCESSOR));
        feed(event("closed", Side.INCOMING));
        pass(5_000);
        assertEquals(SessionState.CONNECT, fsm.state(Side.OUTGOING));
        assertEquals(SessionState.OPEN_SENT, fsm.state(Side.INCOMING));
    }

    private static final List<String> ONE_CONNECTION = List.of(
            "closed", "open", "keepalive", "update", "refresh", "notification", "malformed", "blocked", "paused");
    private static final List<String> WHOLE_MACHINE =
            List.of("start", "reset", "tick", "incoming", "successor", "failed", "connect-retry time", "hold time");

    /**
     * From every state of an active machine with an incoming connection, with and without a successor, every two events: whatever
     * happens, it doesn't wait for ever.
     */
    @Test
    void anActiveMachineWithoutAConnectionHasSomethingDue() {
        List<Runnable> events = new ArrayList<>();
        for (Side side : Side.values()) {
            ONE_CONNECTION.forEach(name -> events.add(() -> cell(name, side)));
        }
        WHOLE_MACHINE.forEach(name -> events.add(() -> cell(name, Side.OUTGOING)));
        events.add(() -> feed(event("connected", Side.OUTGOING)));
        int all = events.size();
        for (int start = 0; start < 6; start++) {
            for (int two = 0; two < all * all; two++) {
                reachIncoming(false, start % 3, true);
                if (start >= 3) {
                    feed(new FsmEvent.Connected(Side.SUCCESSOR));
                }
                for (int left = two, count = 0; count < 2; left /= all, count++) {
                    events.get(left % all).run();
                    assertGoesOn("start " + start + ", events " + two);
                }
            }
        }
    }

    private void assertGoesOn(String after) {
        boolean speaks = fsm.state().compareTo(SessionState.OPEN_SENT) >= 0;
        assertTrue(speaks || fsm.nextDeadline() < Connection.NEVER, () -> fsm.state() + " for ever after " + after);
    }

    /** It may be silent for as long as any other that hasn't said OPEN. */
    @ParameterizedTest
    @CsvSource({"239_999, S", "240_000, I"})
    void aSuccessorThatSaysNothingIsGivenUp(String time, String letter) {
        reachIncoming(2, true);
        feed(new FsmEvent.Connected(Side.SUCCESSOR));
        long end = now + Long.parseLong(time.replace("_", ""));
        while (now < end) {
            now = Math.min(end, now + 5_000);
            feed(event("keepalive", Side.INCOMING));
            feed(new FsmEvent.Tick());
        }
        assertEquals("E", letter(fsm.state(Side.INCOMING)));
        assertEquals(letter, letter(fsm.state(Side.SUCCESSOR)));
    }
}
