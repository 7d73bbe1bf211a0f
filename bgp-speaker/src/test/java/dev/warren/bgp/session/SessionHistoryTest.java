package dev.warren.bgp.session;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.warren.bgp.fsm.SessionState;
import dev.warren.bgp.wire.CodecContext;
import dev.warren.bgp.wire.KeepAlive;
import dev.warren.bgp.wire.MessageEncoder;
import dev.warren.bgp.wire.Notification;
import dev.warren.bgp.wire.NotificationCode;
import dev.warren.bgp.wire.Update;
import dev.warren.net.IpFamily;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SessionHistoryTest {
    private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");

    private static StateChange change(int second, SessionState from, SessionState to) {
        return new StateChange(BEGIN.plusSeconds(second), from, to, "event " + second);
    }

    @Test
    void theLastTwentyChangesAreKeptAndAllAreCounted() {
        SessionHistory history = SessionHistory.NONE;
        for (int round = 0; round < 30; round++) {
            history = history.with(change(2 * round, SessionState.OPEN_CONFIRM, SessionState.ESTABLISHED))
                    .with(change(2 * round + 1, SessionState.ESTABLISHED, SessionState.IDLE));
        }
        assertEquals(30, history.established());
        assertEquals(30, history.dropped());
        assertEquals(SessionHistory.CHANGES, history.changes().size());
        assertEquals("event 40", history.changes().getFirst().reason());
        assertEquals("event 59", history.changes().getLast().reason());
    }

    @Test
    void theLastNotificationOfEachDirectionIsKept() {
        LastNotification ours = new LastNotification(true, Notification.of(NotificationCode.CEASE), BEGIN);
        LastNotification theirs = new LastNotification(
                false, Notification.of(NotificationCode.ADMINISTRATIVE_RESET), BEGIN.plusSeconds(1));
        SessionHistory history = SessionHistory.NONE.with(theirs).with(ours).failed(BEGIN, "refused");
        assertEquals(Optional.of(ours), history.sent());
        assertEquals(Optional.of(theirs), history.received());
        assertEquals(Optional.of(theirs), history.notification(), "the later one");
        assertEquals(Optional.of(new TransportError(BEGIN, "refused")), history.transportError());
        assertEquals(Optional.of(ours), SessionHistory.NONE.with(ours).notification());
        assertEquals(Optional.empty(), SessionHistory.NONE.notification());
    }

    @Test
    void messagesAreCountedByTypeHoweverTheyStandTogether() {
        CodecContext codec = new CodecContext(true, true);
        ByteBuffer update = MessageEncoder.encode(Update.endOfRib(IpFamily.V6), codec);
        ByteBuffer keepalive = MessageEncoder.encode(KeepAlive.KEEPALIVE, codec);
        ByteBuffer run = ByteBuffer.allocate(2 * update.remaining() + keepalive.remaining());
        run.put(update.duplicate())
                .put(keepalive.duplicate())
                .put(update.duplicate())
                .flip();
        MessageCounter counter = new MessageCounter();
        counter.add(run);
        counter.add(MessageEncoder.encode(Notification.of(NotificationCode.CEASE), codec));
        assertEquals(new MessageCounts(0, 2, 1, 1, 0, run.remaining() + 21L), counter.now());
        assertEquals(4, counter.now().messages());
    }
}
